package org.meterline.platform;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is looked for again and again, on a virtual thread of its own: at once when nudged or when there was some, else
 * every 200 ms, and ever slower, up to 30 s, while it fails. Never two at a time in this process; several processes may have
 * the same loop when the work itself locks what it takes.
 */
public final class WorkLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);

    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LAST_BACK_OFF = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final String name;
    private final Work work;
    private final Semaphore nudges = new Semaphore(0);
    private volatile boolean closed;
    private @Nullable Thread thread;

    /** One round of the work. */
    @FunctionalInterface
    public interface Work {

        /** Does what is there, within bounds; false when there was nothing. */
        boolean doSome();
    }

    public WorkLoop(String name, Work work) {
        this.name = name;
        this.work = work;
    }

    /** Starts it; does nothing when it runs. */
    public synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name(name).start(this::loop);
        }
    }

    /** Says that there is work now. Costs nothing, may be said at any time. */
    public void nudge() {
        nudges.release();
    }

    /** Lets the round in hand end, and starts no other. */
    @Override
    public synchronized void close() {
        closed = true;
        nudge();
        if (thread != null) {
            try {
                if (!thread.join(STOP_LIMIT)) {
                    thread.interrupt();
                }
            } catch (InterruptedException hurry) {
                thread.interrupt();
                Thread.currentThread().interrupt();
            }
        }
    }

    private void loop() {
        var backOff = Duration.ZERO;
        while (!closed) {
            Duration pause;
            try {
                pause = work.doSome() ? Duration.ZERO : IDLE;
                backOff = Duration.ZERO;
            } catch (RuntimeException failure) { // the loop must outlive its worst round
                backOff = longerThan(backOff);
                pause = backOff;
                log.warn("{} failed and tries again in {} s", name, pause.toSeconds(), failure);
            }
            if (!pauseFor(pause)) {
                return;
            }
        }
    }

    private static Duration longerThan(Duration backOff) {
        var doubled = backOff.isZero() ? FIRST_BACK_OFF : backOff.multipliedBy(2);
        return doubled.compareTo(LAST_BACK_OFF) > 0 ? LAST_BACK_OFF : doubled;
    }

    /** Until the time has passed or someone nudges; false when interrupted. A nudge does not cut a back-off short. */
    private boolean pauseFor(Duration pause) {
        try {
            if (pause.compareTo(IDLE) > 0 && !closed) {
                Thread.sleep(pause);
            } else if (nudges.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                nudges.drainPermits();
            }
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
