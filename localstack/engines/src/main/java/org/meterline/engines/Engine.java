package org.meterline.engines;

import java.util.Optional;

/** A real part of the system, run as processes of its own whose state lies in one directory. */
public interface Engine extends AutoCloseable {

    /** What a person calls it: "PostgreSQL". */
    String name();

    /**
     * Starts it on the state that is there, and returns when it is ready. Does nothing when it runs. What it left running
     * when an earlier owner of the state was killed is ended first.
     *
     * @throws EngineException when it cannot start, with words that a person can act on
     */
    void start();

    /** Its process while it runs, the one that the others of it descend from; empty when it is several, or somebody else's. */
    default Optional<ProcessHandle> process() {
        return Optional.empty();
    }

    /** Whether it answers now. */
    boolean isReady();

    /** Ends it as {@code kill -9} does. {@link #start()} finds the state that it had made durable, at the same address. */
    void kill();

    /** Ends it, and what an earlier owner left running, and deletes its state. */
    void erase();

    /** Stops it in good order. It also stops when this JVM ends. */
    @Override
    void close();
}
