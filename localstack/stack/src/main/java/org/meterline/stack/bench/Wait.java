package org.meterline.stack.bench;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what happens elsewhere. */
final class Wait {

    private static final long POLL_MILLIS = 20;

    private Wait() {}

    /** Returns when the condition holds. */
    static void until(String what, Duration atMost, Callable<Boolean> condition) {
        var limit = System.nanoTime() + atMost.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > limit) {
                    throw new IllegalStateException("waited " + atMost.toSeconds() + " s until " + what);
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (RuntimeException failure) {
            throw failure;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        } catch (Exception failure) {
            throw new IllegalStateException(what, failure);
        }
    }
}
