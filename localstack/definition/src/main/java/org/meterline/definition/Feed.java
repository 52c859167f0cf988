package org.meterline.definition;

import org.jspecify.annotations.Nullable;

/**
 * What makes a function run: the public door, a queue, or a schedule.
 *
 * @param method the requests that the door hands to it; null for none
 * @param queue the queue that it hears; null for none
 * @param everySeconds how often the schedule runs it; 0 for never
 */
public record Feed(@Nullable String method, @Nullable String queue, int everySeconds) {

    /** How many messages a queue gives at once. */
    public static final int MESSAGES_AT_ONCE = 1;

    static Feed webhooks() {
        return new Feed("POST", null, 0);
    }

    static Feed queue(String name) {
        return new Feed(null, name, 0);
    }

    static Feed every(int seconds) {
        return new Feed(null, null, seconds);
    }
}
