package org.meterline.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The moment by which something must be over, however many steps it takes. */
final class Deadline {

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** The end of an invocation, less what its last words and logs take; earlier where less time will do. */
    static Deadline of(Context invocation, Duration atMost) {
        var left = Duration.ofMillis(invocation.getRemainingTimeInMillis()).minus(LAST_WORDS);
        return in(left.compareTo(atMost) < 0 ? left : atMost);
    }

    /** What is left; never less than nothing. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /** What is left, for a socket option, where 0 would mean forever. */
    int socketMillis(Duration atMost) throws SocketTimeoutException {
        var millis = Math.min(left().toMillis(), atMost.toMillis());
        if (millis < 1) {
            throw new SocketTimeoutException("the time budget is spent");
        }
        return (int) millis;
    }
}
