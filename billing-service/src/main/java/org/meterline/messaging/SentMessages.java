package org.meterline.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;

/** Everything that was said by the current tenant, with what became of it. Every call is inside a tenant transaction. */
public interface SentMessages {

    /** Messages that fit, the latest first. */
    List<SentMessage> list(Filter filter);

    /** One message. */
    Optional<SentMessage> find(OutboundId id);

    /**
     * Which messages to list; null means any.
     *
     * @param before only older ones than this moment, and at this moment those with a smaller id
     * @param limit at most so many
     */
    record Filter(
            @Nullable UUID contact,
            @Nullable String photoId,
            @Nullable String messageId,
            @Nullable Instant before,
            @Nullable String beforeId,
            int limit) {}

    /**
     * A message of ours. Its text form keeps the words and the person to itself.
     *
     * @param channel the channel that it goes or went by in the end
     * @param note why it could not be sent; null otherwise
     * @param events what the provider said about it, in order of arrival
     */
    record SentMessage(
            OutboundId id,
            @Nullable UUID contact,
            Channel channel,
            String purpose,
            String locale,
            String text,
            OutboundStatus status,
            int attempts,
            Instant createdAt,
            Instant updatedAt,
            @Nullable String aboutMessageId,
            @Nullable String aboutPhotoId,
            @Nullable OutboundId fallbackOf,
            @Nullable String providerMessageId,
            @Nullable String errorCode,
            @Nullable String note,
            List<Event> events) {

        @Override
        public String toString() {
            return "SentMessage[" + id + ", " + status + "]";
        }
    }

    /** One thing that the provider said about a message. */
    record Event(String status, @Nullable String errorCode, Instant receivedAt) {}
}
