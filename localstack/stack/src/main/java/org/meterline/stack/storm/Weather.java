package org.meterline.stack.storm;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.meterline.stack.storm.FaultPlan.Planned;
import org.meterline.stack.storm.TimeLine.Entry;

/**
 * Lets the planned faults happen, each at its time, one after the other. Whoever is to be hit is waited for, when an earlier fault
 * has taken him away, so that the later one does not strike in vain.
 */
final class Weather {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration RETURN_LIMIT = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final List<Planned> plan;
    private final Source faults;
    private final TimeLine timeLine;
    private final Duration patience;

    /** Where faults come from. */
    interface Source {

        /** Decides whom a planned fault will hit. */
        Fault aim(Planned planned);

        /** Whether parts do their work now. */
        boolean areReady(List<String> parts);
    }

    /**
     * A fault that knows whom it will hit.
     *
     * @param target the part or the line, as the time line names it
     * @param needs the parts that must be there for it to have an effect
     */
    record Fault(String target, List<String> needs, Deed deed) {}

    /** What is done. */
    @FunctionalInterface
    interface Deed {
        /** Returns when it is over, with whether anybody felt it; what died may take longer to come back. */
        boolean happen() throws IOException, InterruptedException;
    }

    Weather(List<Planned> plan, Source faults, TimeLine timeLine) {
        this(plan, faults, timeLine, PATIENCE);
    }

    /** @param patience how long a fault waits for those whom it is to hit */
    Weather(List<Planned> plan, Source faults, TimeLine timeLine, Duration patience) {
        this.patience = patience;
        this.plan = plan;
        this.faults = faults;
        this.timeLine = timeLine;
    }

    /** Returns when the last is over. */
    void run() throws InterruptedException {
        for (var fault : plan) {
            var wait = fault.at().minus(timeLine.now());
            TimeUnit.NANOSECONDS.sleep(Math.max(0, wait.toNanos()));
            happen(fault);
        }
    }

    private void happen(Planned planned) throws InterruptedException {
        var fault = faults.aim(planned);
        if (!areThere(fault.needs(), patience)) {
            timeLine.add(planned.kind(), fault.target(), "was not there", timeLine.now());
            return;
        }
        var from = timeLine.now();
        try {
            var hit = fault.deed().happen();
            var entry = timeLine.add(planned.kind(), fault.target(), hit ? "" : "nobody was hit", from);
            Thread.ofVirtual().start(() -> noteReturn(entry, fault.needs()));
        } catch (IOException | RuntimeException failure) { // the next fault comes all the same
            timeLine.add(planned.kind(), fault.target(), "failed: " + failure, from);
        }
    }

    private void noteReturn(Entry fault, List<String> parts) {
        try {
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos()); // what was killed is seen to be dead
            if (areThere(parts, RETURN_LIMIT)) {
                timeLine.back(fault);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean areThere(List<String> parts, Duration limit) throws InterruptedException {
        var giveUpNanos = System.nanoTime() + limit.toNanos();
        while (!faults.areReady(parts)) {
            if (System.nanoTime() > giveUpNanos) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
        return true;
    }
}
