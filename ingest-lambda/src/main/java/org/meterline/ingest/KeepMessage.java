package org.meterline.ingest;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.tracing.Tracing;

/** Makes a message durable before it is answered, at most once for each of Twilio's ids. */
final class KeepMessage {

    /** What came of it. */
    sealed interface Outcome {
        /** It is kept, and ours to go on with. */
        record Kept(Message message) implements Outcome {}

        /**
         * It was kept before: whoever kept it goes on with it, or the sweeper does.
         *
         * @param traceparent where in its trace it was claimed; null for one that an older version claimed
         */
        record Duplicate(IngestState state, @Nullable String traceparent) implements Outcome {}
    }

    private final Messages messages;
    private final InstantSource clock;

    KeepMessage(Messages messages, InstantSource clock) {
        this.messages = messages;
        this.clock = clock;
    }

    Outcome keep(Inbound inbound, Route route, String raw) {
        return keep(inbound, route, raw, clock.instant());
    }

    /** Keeps a message that came earlier, and is only known now. */
    Outcome keep(Inbound inbound, Route route, String raw, Instant receivedAt) {
        return claim(received(inbound, route, raw, receivedAt));
    }

    /** A message as it has just come, which nobody has kept yet. */
    Message received(Inbound inbound, Route route, String raw) {
        return received(inbound, route, raw, clock.instant());
    }

    private static Message received(Inbound inbound, Route route, String raw, Instant receivedAt) {
        return Message.received(inbound, route, raw, receivedAt.truncatedTo(ChronoUnit.MILLIS))
                .tracedAt(Tracing.traceparent());
    }

    /** Keeps a message as it is, unless it is kept already. */
    Outcome claim(Message message) {
        return switch (messages.claim(message)) {
            case Messages.Claim.Won() -> new Outcome.Kept(message);
            case Messages.Claim.Taken(var state, var traceparent) -> new Outcome.Duplicate(state, traceparent);
        };
    }
}
