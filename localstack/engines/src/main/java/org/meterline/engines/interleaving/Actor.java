package org.meterline.engines.interleaving;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of several who work on the same thing. What it does to what they share is a {@link #step}, which waits for its turn. One that
 * is dead does nothing more, whatever its code does about that.
 */
public final class Actor {

    /** What the steps of one who is dead end with. */
    private static final class Dead extends Error {

        private static final long serialVersionUID = 1;

        Dead() {
            super("dead", null, false, false);
        }
    }

    private final int stepsMax;
    private final Semaphore turn = new Semaphore(0);
    private final Semaphore waiting = new Semaphore(0);
    private int steps;
    private volatile boolean dead;
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;

    Actor(int stepsMax) {
        this.stepsMax = stepsMax;
    }

    /** Does something to what is shared, when it is this one's turn. Steps of one actor come one after the other. */
    public <T> T step(Supplier<T> action) {
        synchronized (this) {
            if (!dead) {
                waiting.release();
                turn.acquireUninterruptibly();
            }
            if (dead) {
                throw new Dead();
            }
            return action.get();
        }
    }

    void start(Runnable work) {
        Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (Dead asWasToBe) {
                // nothing comes after it
            } catch (Throwable unexpected) { // of a thread that nobody waits for: whoever lets it go throws it
                failure = unexpected;
            } finally {
                ended = true;
                waiting.release();
            }
        });
        waiting.acquireUninterruptibly();
    }

    /** False once it has ended or died; throws what it failed with. */
    boolean isAtWork() {
        if (failure != null) {
            throw new AssertionError("one of them failed", failure);
        }
        return !ended;
    }

    /** Lets it do its next step, or die, and go on to the one behind. */
    void go() {
        dead = steps++ == stepsMax;
        turn.release();
        waiting.acquireUninterruptibly();
    }
}
