package org.meterline.ingest;

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
    private final KeepMessage keepMessage;

    KeepStatus(PublishMessage publishMessage, KeepMessage keepMessage) {
        this.publishMessage = publishMessage;
        this.keepMessage = keepMessage;
    }

    KeepMessage.Outcome keep(Inbound.Status status, Route route, String raw) {
        var message = keepMessage.received(status, route, raw);
        return keepMessage.claim(isTold(message) ? message.told() : message);
    }

    /** Whatever goes wrong with telling is no reason not to keep it. */
    private boolean isTold(Message message) {
        try {
            return switch (publishMessage.tell(message)) {
                case Events.Outcome.Published() -> true;
                case Events.Outcome.NotTaken(var why) -> {
                    log.error("status {} is not taken, and left for the sweeper: {}", message.id(), why);
                    yield false;
                }
                case Events.Outcome.NotPublished outage -> { // the circuit breaker says why, once for all
                    log.info("status {} is left for the sweeper to tell", message.id());
                    yield false;
                }
            };
        } catch (RuntimeException failure) {
            log.error("status {} is left for the sweeper", message.id(), failure);
            return false;
        }
    }
}
