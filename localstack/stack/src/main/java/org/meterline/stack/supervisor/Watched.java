package org.meterline.stack.supervisor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part with what its watchman knows: when it died last and when it is started again. A part that keeps dying is started more
 * and more slowly, up to every half minute.
 */
final class Watched {

    private static final Logger log = LoggerFactory.getLogger(Watched.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofMinutes(1);

    private final Part part;
    private int deaths;
    private long startedNanos = System.nanoTime();
    private long dueNanos;
    private boolean mourned;
    private boolean heldBack;

    Watched(Part part) {
        this.part = part;
    }

    Part part() {
        return part;
    }

    /** Looks again and again, until the part is ended for good or this thread is interrupted. */
    void lookAfter(Duration pause) {
        try {
            while (look()) {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt(); // the system is going down, and nothing is left to watch
        }
    }

    /** Looks once, and starts the part again when that is due. Whether anybody is to look again. */
    private synchronized boolean look() {
        if (heldBack || part.isAlive()) {
            return !heldBack;
        }
        var now = System.nanoTime();
        if (!mourned) {
            mourned = true;
            deaths = now - startedNanos > STEADY.toNanos() ? 1 : deaths + 1;
            var wait = Math.min(FIRST_WAIT.toMillis() << Math.min(deaths - 1, 10), WAIT_MAX.toMillis());
            dueNanos = now + Duration.ofMillis(wait).toNanos();
            log.warn("{} is not there; it is started again in {} ms", part.name(), wait);
        }
        if (now >= dueNanos) {
            startAgain();
        }
        return true;
    }

    /** Ends the part as a crash would; it comes back by itself. */
    synchronized void kill() {
        part.kill();
    }

    synchronized void restart() {
        part.stop();
        startAgain();
    }

    /** Ends the part for good. */
    synchronized void stop() {
        heldBack = true;
        part.stop();
    }

    private void startAgain() {
        mourned = false;
        startedNanos = System.nanoTime();
        try {
            part.start();
            log.info("{} was started again", part.name());
        } catch (RuntimeException failure) { // a watchman outlives what he watches
            log.error("{} did not start", part.name(), failure);
        }
    }
}
