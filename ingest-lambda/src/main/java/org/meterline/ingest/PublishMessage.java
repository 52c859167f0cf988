package org.meterline.ingest;

import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageReceived;

/** Tells the other services of a message whose files are settled, and writes down that they know. */
final class PublishMessage {

    private final Events events;
    private final Messages messages;

    PublishMessage(Events events, Messages messages) {
        this.events = events;
        this.messages = messages;
    }

    Events.Outcome publish(Message message) {
        var outcome = events.publish(eventOf(message));
        if (outcome instanceof Events.Outcome.Published) {
            messages.markPublished(message);
        }
        return outcome;
    }

    static Event eventOf(Message message) {
        return switch (message.inbound()) {
            case Inbound.Status status ->
                new DeliveryReported(
                        status.messageId(),
                        message.receivedAt(),
                        status.providerMessageId(),
                        status.outboundId(),
                        status.channel(),
                        status.status(),
                        status.errorCode(),
                        status.accountSid());
            case Inbound.FromCustomer customers -> received(message, customers.envelope());
        };
    }

    private static MessageReceived received(Message message, Inbound.Envelope envelope) {
        var parts = message.parts().stream()
                .map(part -> new MessageReceived.Part(
                        part.id(),
                        part.kind(),
                        part.file() == null ? null : part.file().key()))
                .toList();
        return new MessageReceived(
                envelope.messageId(),
                envelope.userPhone(),
                message.receivedAt(),
                envelope.channel(),
                envelope.receivingNumber(),
                envelope.contact(),
                envelope.accountSid(),
                parts);
    }
}
