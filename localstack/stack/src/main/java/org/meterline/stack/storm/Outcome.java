package org.meterline.stack.storm;

import java.time.Duration;
import java.util.List;

/**
 * What a storm came to.
 *
 * @param faults how many faults had an effect
 * @param kinds how many kinds of faults these were
 * @param webhooks how many there were: those that were taken, those that failed, the forged
 * @param failed how many were not answered with success within 15 seconds
 * @param length from the first message to the calm after the last
 * @param late webhooks that were not answered although nothing on their way was wrong then; on a machine that is too slow there are some
 * @param wrong everything else that should not be; empty when nothing was lost and nothing done twice
 */
public record Outcome(
        int faults,
        int kinds,
        long webhooks,
        long failed,
        Duration sending,
        Duration length,
        long lagMillisMax,
        long slowestMillis,
        List<String> late,
        List<String> wrong) {

    public Outcome {
        late = List.copyOf(late);
        wrong = List.copyOf(wrong);
    }

    /** How many of a hundred webhooks were not answered with success within 15 seconds, whatever the reason. */
    public double failedPercent() {
        return 100.0 * failed / Math.max(1, webhooks);
    }

    /** Over the whole length, with the time in which the last messages came to rest. */
    public double webhooksPerSecond() {
        return webhooks / (length.toMillis() / 1e3);
    }

    public boolean isGood() {
        return late.isEmpty() && wrong.isEmpty();
    }
}
