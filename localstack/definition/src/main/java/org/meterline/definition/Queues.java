package org.meterline.definition;

import java.util.List;

/** The queues of the system on one machine. */
public final class Queues {

    private static final int TRIES = 3;

    private Queues() {}

    /** All of them, those of the dead before those that need them. */
    public static List<Queue> all(int visibilitySeconds) {
        return List.of(
                new Queue(Names.DEAD_PHOTO_QUEUE, visibilitySeconds, null, 0),
                new Queue(Names.PHOTO_QUEUE, visibilitySeconds, Names.DEAD_PHOTO_QUEUE, TRIES),
                new Queue(Names.DEAD_REPLAY_QUEUE, visibilitySeconds, null, 0),
                new Queue(Names.REPLAY_QUEUE, visibilitySeconds, Names.DEAD_REPLAY_QUEUE, TRIES));
    }
}
