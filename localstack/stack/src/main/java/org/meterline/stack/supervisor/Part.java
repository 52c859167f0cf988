package org.meterline.stack.supervisor;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** One part of the running system that can be started, watched, killed and stopped alone. */
interface Part {

    /** What commands call it. */
    String name();

    /** Starts it on the state that is there; does nothing when it runs. Need not wait until it is ready. */
    void start();

    /** Whether its process is there at all. */
    boolean isAlive();

    /** Whether it does its work now. */
    boolean isReady();

    /** Ends it as {@code kill -9} does. */
    void kill();

    /** Ends it in good order. */
    void stop();

    OptionalLong pid();

    OptionalInt port();
}
