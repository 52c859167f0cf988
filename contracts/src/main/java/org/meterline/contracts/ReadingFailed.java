package org.meterline.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A photo was tried until the limit and never finished: our fault, not the photo's.
 *
 * @param userPhone the sender's number in E.164; null when WhatsApp withholds it
 * @param photoId the photo: the message's id, then {@code -2} … for further photos of one message
 * @param receivingNumber the utility's number, in E.164; it names the tenant
 * @param readerVersion the reader and models that tried
 */
public record ReadingFailed(
        String messageId,
        @Nullable String userPhone,
        String imageS3Key,
        Instant receivedAt,
        String photoId,
        Channel channel,
        String receivingNumber,
        List<ContactIdentity> contact,
        String readerVersion)
        implements PhotoEvent {

    @Override
    public EventType type() {
        return EventType.READING_FAILED;
    }

    /** The event's id and nothing personal, so that it may stand in a log. */
    @Override
    public String toString() {
        return eventId();
    }
}
