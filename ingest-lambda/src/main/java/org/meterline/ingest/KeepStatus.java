package org.meterline.ingest;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.meterline.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of a status callback, and then keeps it, at rest from the first: one write instead of three. A customer's message is kept
 * before anything else, because nobody would send it again; a status that is told is where it belongs, and what is kept of it is
 * the record. Between the two lines Twilio has no answer yet. What it sends again is told again, with the same event's id, and counts
 * once. A status that the broker does not take is kept as a message is, and the sweeper tells of it.
 */
final class KeepStatus {

    private static final Logger log = LoggerFactory.getLogger(KeepStatus.class);

    private final PublishMessage publishMessage;
    private final Messages messages;
    private final InstantSource clock;

    KeepStatus(PublishMessage publishMessage, Messages messages, InstantSource clock) {
        this.publishMessage = publishMessage;
        this.messages = messages;
        this.clock = clock;
    }

    KeepMessage.Outcome keep(Inbound.Status status, Route route, String raw) {
        var message = Message.received(status, route, raw, clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .tracedAt(Tracing.traceparent());
        var known = isTold(message) ? message.told() : message;
        return switch (messages.claim(known)) {
            case Messages.Claim.Won() -> new KeepMessage.Outcome.Kept(known);
            case Messages.Claim.Taken(var state, var traceparent) ->
                new KeepMessage.Outcome.Duplicate(state, traceparent);
        };
    }

    /** Whatever goes wrong with telling is no reason not to keep it. */
    private boolean isTold(Message message) {
        try {
            return switch (publishMessage.tell(message)) {
                case Events.Outcome.Published() -> true;
                case Events.Outcome.NotTaken(var why) -> left(message, why);
                case Events.Outcome.NotPublished(var why) -> left(message, why);
            };
        } catch (RuntimeException failure) {
            log.error("status {} is left for the sweeper", message.id(), failure);
            return false;
        }
    }

    private static boolean left(Message message, String why) {
        log.error("status {} is not told, and left for the sweeper: {}", message.id(), why);
        return false;
    }
}
