package org.meterline.messaging;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The name of one message of ours; it travels in the path of the provider's status callbacks. */
public record OutboundId(UUID value) {

    /** A new one. */
    public static OutboundId fresh() {
        return new OutboundId(UUID.randomUUID());
    }

    /** Reads one from a callback's path; empty for anything else. */
    public static Optional<OutboundId> parse(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString).map(OutboundId::new);
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
