package org.meterline.messaging.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How fast one person is written to: a message a second, and up to three at once after a silence. Kept as one instant, the
 * one at which everything sent so far would have been sent at the steady pace.
 */
public final class RecipientPace {

    /** Between two messages. */
    public static final Duration STEADY = Duration.ofSeconds(1);

    /** How many may go at once after a silence. */
    public static final int BURST = 3;

    private static final Duration AHEAD_MAX = STEADY.multipliedBy(BURST - 1);

    private RecipientPace() {}

    /** Up to where {@code pacedUntil} may lie for a message to go now. */
    public static Instant limit(Instant now) {
        return now.plus(AHEAD_MAX);
    }

    /** Whether a message may go now. */
    public static boolean allows(@Nullable Instant pacedUntil, Instant now) {
        return pacedUntil == null || !pacedUntil.isAfter(limit(now));
    }

    /** What {@code pacedUntil} becomes when a message goes. */
    public static Instant afterOne(@Nullable Instant pacedUntil, Instant now) {
        return (pacedUntil == null || pacedUntil.isBefore(now) ? now : pacedUntil).plus(STEADY);
    }
}
