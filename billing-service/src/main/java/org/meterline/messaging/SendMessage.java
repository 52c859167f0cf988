package org.meterline.messaging;

/**
 * Says something to somebody: queued inside the current tenant transaction, sent after it has committed, never sent if it
 * rolls back.
 */
public interface SendMessage {

    /** What came of it. */
    sealed interface Outcome {
        /** It will be sent. */
        record Queued(OutboundId id) implements Outcome {}

        /** It was said before, under the same key. */
        record SaidBefore() implements Outcome {}
    }

    /** Queues a message, once per key. */
    Outcome send(NewMessage message);
}
