package org.meterline.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The provider says what became of a message of ours.
 *
 * @param messageId the key of the callback in the message table, {@code SM…/delivered}: one per message and status
 * @param providerMessageId the provider's id of the message that was sent
 * @param outboundId our own id of it, from the callback's path; null when the path has none
 * @param status the provider's word, lower case: {@code sent}, {@code delivered}, {@code read}, {@code failed} …
 * @param errorCode the provider's error number; null when there is none
 * @param accountSid the provider's account that sent it
 */
public record DeliveryReported(
        String messageId,
        Instant receivedAt,
        String providerMessageId,
        @Nullable String outboundId,
        Channel channel,
        String status,
        @Nullable String errorCode,
        String accountSid)
        implements Event {

    @Override
    public EventType type() {
        return EventType.DELIVERY_REPORTED;
    }

    @Override
    public String eventId() {
        return messageId + "/" + type().routingKey();
    }

    /** The event's id and nothing personal, so that it may stand in a log. */
    @Override
    public String toString() {
        return eventId();
    }
}
