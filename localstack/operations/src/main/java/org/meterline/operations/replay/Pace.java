package org.meterline.operations.replay;

import java.util.concurrent.TimeUnit;
import org.meterline.operations.deployment.OutOfReach;

/** Lets so many through a second, evenly; time that was not used is not made up for. */
final class Pace {

    private static final long SECOND_NANOS = 1_000_000_000;

    private final long nanosEach;
    private final Clock clock;
    private long nextNanos;

    /** The time, and how to let it pass. */
    interface Clock {
        Clock SYSTEM = new Clock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(long nanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        };

        long nanos();

        void sleep(long nanos) throws InterruptedException;
    }

    Pace(int perSecond, Clock clock) {
        nanosEach = SECOND_NANOS / perSecond;
        this.clock = clock;
        nextNanos = clock.nanos();
    }

    /** Returns when it is the next one's turn. */
    void await() {
        var now = clock.nanos();
        var turn = Math.max(nextNanos, now);
        nextNanos = turn + nanosEach;
        if (turn == now) {
            return;
        }
        try {
            clock.sleep(turn - now);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OutOfReach("stopped", stopped);
        }
    }
}
