package org.meterline.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer's message was kept: its raw payload in the message table, its photos in the bucket. The text is not here; who
 * needs it reads it from the table by {@code messageId}.
 *
 * @param userPhone the sender's number in E.164; null when WhatsApp withholds it
 * @param receivingNumber the utility's number that it was sent to, in E.164; it names the tenant
 * @param contact every name the sender is known by, at least one
 * @param accountSid the provider's account that received it
 * @param parts what the message consists of, in its own order, at least one
 */
public record MessageReceived(
        String messageId,
        @Nullable String userPhone,
        Instant receivedAt,
        Channel channel,
        String receivingNumber,
        List<ContactIdentity> contact,
        String accountSid,
        List<Part> parts)
        implements Event {

    /**
     * One part.
     *
     * @param partId the photo's id for media, else the message's id
     * @param imageS3Key where the file is; null for parts that are no files and for lost ones
     */
    public record Part(
            String partId, PartKind kind, @Nullable String imageS3Key) {}

    @Override
    public EventType type() {
        return EventType.MESSAGE_RECEIVED;
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
