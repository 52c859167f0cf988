package org.meterline.deadletters.adapter;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.deadletters.adapter.DeadLetterRows.Letter;
import org.meterline.deadletters.adapter.DeadLetterRows.Status;
import org.meterline.platform.Queues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what staff decide about a dead letter: puts it back into the one queue that it came from, or throws it away. Each is done
 * once; doing it again changes nothing, the other one is turned down. Always inside a transaction.
 */
@Singleton
class SettleDeadLetter {

    private static final Logger log = LoggerFactory.getLogger(SettleDeadLetter.class);

    /** What came of it. */
    sealed interface Outcome {
        /** It is so, now or since before. */
        record Done(Letter letter) implements Outcome {}

        /** Somebody decided otherwise before. */
        record DecidedDifferently(Letter letter) implements Outcome {}

        /** There is no such letter here. */
        record Unknown() implements Outcome {}
    }

    private final DeadLetterRows rows;
    private final Queues queues;
    private final InstantSource clock;

    SettleDeadLetter(DeadLetterRows rows, Queues queues, InstantSource clock) {
        this.rows = rows;
        this.queues = queues;
        this.clock = clock;
    }

    /**
     * Puts it back. The broker has it before it is noted here: after a crash between the two it may be put back again, which its
     * consumer's inbox makes harmless.
     */
    Outcome replay(UUID id, String by, @Nullable String reason) {
        return settle(id, Status.REPLAYED, by, reason);
    }

    /** Throws it away, with what it says. */
    Outcome discard(UUID id, String by, String reason) {
        return settle(id, Status.DISCARDED, by, reason);
    }

    private Outcome settle(UUID id, Status decision, String by, @Nullable String reason) {
        var found = rows.lock(id);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        var letter = found.get();
        if (letter.status() != Status.WAITING) {
            return letter.status() == decision ? new Outcome.Done(letter) : new Outcome.DecidedDifferently(letter);
        }
        if (decision == Status.REPLAYED) {
            queues.put(letter.queue(), letter.eventId(), rows.attributes(id), letter.life() + 1, rows.body(id));
        }
        rows.settle(letter, decision, by, reason, clock.instant());
        log.info("dead letter {} of {} is {}", letter.eventId(), letter.queue(), decision);
        return new Outcome.Done(rows.withId(id).orElseThrow());
    }
}
