package org.meterline.ingest;

import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.contracts.Topology;
import org.meterline.tracing.Tag;
import org.meterline.tracing.Tracing;

/** Tells the other services of a message whose files are settled, and writes down that they know: both may be done any number of times. */
final class PublishMessage {

    private final Events events;
    private final Messages messages;

    PublishMessage(Events events, Messages messages) {
        this.events = events;
        this.messages = messages;
    }

    /** Of a message as it is kept. */
    Events.Outcome publish(Message message) {
        var outcome = tell(message);
        if (outcome instanceof Events.Outcome.Published) {
            messages.markPublished(message);
        }
        return outcome;
    }

    /** Of a message whose photos are in the bucket, which nobody has written down yet: that is one write with the other. */
    Events.Outcome publishStored(Message message, List<Message.Part> photos) {
        var outcome = tell(message);
        if (outcome instanceof Events.Outcome.Published) {
            messages.markPublished(message, photos);
        } else {
            var unused = messages.keepFiles(message, photos, IngestState.STORED);
        }
        return outcome;
    }

    /** Tells, and writes nothing down. */
    Events.Outcome tell(Message message) {
        var event = eventOf(message);
        return Tracing.step("send " + Topology.EVENTS)
                .kind(SpanKind.PRODUCER)
                .about(message.id())
                .tag(Tag.MESSAGING_SYSTEM, "rabbitmq")
                .tag(Tag.MESSAGING_OPERATION, "send")
                .tag(Tag.MESSAGING_DESTINATION, Topology.EVENTS)
                .tag(Tag.MESSAGING_ID, event.eventId())
                .call(step -> {
                    var told = events.publish(event);
                    if (!(told instanceof Events.Outcome.Published)) {
                        step.failed(told.getClass().getSimpleName());
                    }
                    return told;
                });
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
