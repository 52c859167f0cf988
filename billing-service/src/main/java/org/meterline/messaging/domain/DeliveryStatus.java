package org.meterline.messaging.domain;

import java.util.Optional;
import org.meterline.messaging.OutboundStatus;

/**
 * Which status a message has, given what the provider says in whatever order. It never goes backwards: queued, sending, sent,
 * delivered, read; a failure ends it, unless it was delivered or read, which nothing undoes.
 */
public final class DeliveryStatus {

    private DeliveryStatus() {}

    /** The status after the provider said a word; unchanged when the word is unknown, late or says nothing new. */
    public static OutboundStatus after(OutboundStatus current, String word) {
        return meaning(word).filter(said -> rank(said) > rank(current)).orElse(current);
    }

    /** What a word of the provider means; empty for words that say nothing about a message of ours. */
    public static Optional<OutboundStatus> meaning(String word) {
        return switch (word) {
            case "accepted", "scheduled", "queued", "sending", "sent" -> Optional.of(OutboundStatus.SENT);
            case "delivered" -> Optional.of(OutboundStatus.DELIVERED);
            case "read" -> Optional.of(OutboundStatus.READ);
            case "failed", "undelivered", "canceled" -> Optional.of(OutboundStatus.FAILED);
            default -> Optional.empty();
        };
    }

    /** A failure weighs more than having been sent, and less than having arrived. */
    private static int rank(OutboundStatus status) {
        return switch (status) {
            case QUEUED -> 0;
            case SENDING -> 1;
            case UNDELIVERABLE -> 2;
            case SENT -> 3;
            case FAILED -> 4;
            case DELIVERED -> 5;
            case READ -> 6;
        };
    }
}
