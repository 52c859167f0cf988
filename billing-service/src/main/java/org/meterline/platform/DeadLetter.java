package org.meterline.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Event;

/**
 * An event that one of our queues gave up. Its text form shows nothing of its body, which is personal.
 *
 * @param queue the queue that gave it up, and the only one that it may go back to
 * @param eventId the event's id; a hash of the body when it has none
 * @param type its CloudEvents type; null when it has none
 * @param messageId the message that it is about; null when it does not say
 * @param life how often it was taken back from the dead letters before
 * @param attempts how often it was tried in this life
 * @param firstFailure the kind of failure at the first attempt; null when nobody noted it
 * @param lastFailure the kind of failure at the last one
 * @param attributes its CloudEvents headers
 * @param event what it says; null when it is no event that the queue hears
 */
public record DeadLetter(
        String queue,
        String eventId,
        @Nullable String type,
        @Nullable String messageId,
        int life,
        int attempts,
        @Nullable String firstFailure,
        String lastFailure,
        Map<String, String> attributes,
        byte[] body,
        @Nullable Event event) {

    @Override
    public String toString() {
        return "DeadLetter[" + queue + ", " + eventId + "]";
    }
}
