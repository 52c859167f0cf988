package org.meterline.operations.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the message table holds of one message, as text: an auditor trusts nothing to be well formed.
 *
 * @param receivedAt {@link Instant#EPOCH} when it has none that parses
 * @param unsettled whether the index lists it as not at rest
 * @param identities what the sender is known by: numbers, WhatsApp's ids
 * @param profileName what the sender is called there; null when nobody said
 * @param text what the customer said
 */
public record MessageRecord(
        String messageId,
        Instant receivedAt,
        @Nullable String ingestState,
        boolean unsettled,
        List<String> identities,
        @Nullable String profileName,
        @Nullable String text,
        List<Part> parts) {

    /** One part of it. */
    public record Part(
            String id,
            @Nullable String kind,
            @Nullable String s3Key,
            @Nullable String ocrState,
            @Nullable String outcome) {}

    @Override
    public String toString() {
        return messageId;
    }
}
