package org.meterline.messaging.domain;

import java.time.Duration;

/** How long a message waits before it is tried again. */
public final class BackOff {

    /** How often a message is tried in all. */
    public static final int ATTEMPTS_MAX = 12;

    /** After so long, an answer is none any more. */
    public static final Duration AGE_MAX = Duration.ofHours(24);

    private static final Duration LAST = Duration.ofMinutes(10);
    private static final int DOUBLINGS_MAX = 10;

    private BackOff() {}

    /** Two seconds after the first attempt, doubled after each further one, ten minutes at most. */
    public static Duration after(int attempts) {
        var wait = Duration.ofSeconds(1L << Math.clamp(attempts, 1, DOUBLINGS_MAX));
        return wait.compareTo(LAST) > 0 ? LAST : wait;
    }
}
