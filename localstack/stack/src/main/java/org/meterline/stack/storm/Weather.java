package org.meterline.stack.storm;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.meterline.stack.storm.FaultPlan.Planned;

/** Lets the planned faults happen, each at its time, one after the other. */
final class Weather {

    private final FaultPlan plan;
    private final Faults faults;
    private final TimeLine timeLine;

    Weather(FaultPlan plan, Faults faults, TimeLine timeLine) {
        this.plan = plan;
        this.faults = faults;
        this.timeLine = timeLine;
    }

    /** Returns when the last is over. */
    void run() throws InterruptedException {
        for (var fault : plan.all()) {
            var wait = fault.at().minus(timeLine.now());
            TimeUnit.NANOSECONDS.sleep(Math.max(0, wait.toNanos()));
            happen(fault);
        }
    }

    private void happen(Planned fault) throws InterruptedException {
        var from = timeLine.now();
        try {
            timeLine.add(fault.kind(), faults.happen(fault), from);
        } catch (IOException | RuntimeException failure) { // the next fault comes all the same
            timeLine.add(fault.kind(), "failed: " + failure, from);
        }
    }
}
