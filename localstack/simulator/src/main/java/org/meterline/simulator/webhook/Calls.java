package org.meterline.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.meterline.simulator.chat.Message.Delivery;

/** How the utility took its webhooks so far, those of messages and of statuses: counts, and the last that went wrong. */
public final class Calls {

    private static final int FAILURES_MAX = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Deque<Failure> failures = new ArrayDeque<>();
    private long taken;
    private long failed;
    private long slowestMillis;

    /**
     * A webhook that was not answered with success, or not within 15 seconds.
     *
     * @param sid of the message that it was about
     * @param httpStatus of the last answer; 0 when there was none
     */
    public record Failure(String sid, boolean isStatus, int httpStatus, long millis, Instant endedAt) {}

    /** All of it at one moment. @param failures the last of them, oldest first */
    public record Summary(long taken, long failed, long slowestMillis, List<Failure> failures) {
        public Summary {
            failures = List.copyOf(failures);
        }
    }

    synchronized void ended(String sid, boolean isStatus, Delivery delivery, Instant at) {
        slowestMillis = Math.max(slowestMillis, delivery.millis());
        if (delivery.errorCode() == null && delivery.millis() < PATIENCE.toMillis()) {
            taken++;
            return;
        }
        failed++;
        failures.add(new Failure(sid, isStatus, delivery.httpStatus(), delivery.millis(), at));
        if (failures.size() > FAILURES_MAX) {
            failures.remove();
        }
    }

    public synchronized Summary summary() {
        return new Summary(taken, failed, slowestMillis, List.copyOf(failures));
    }
}
