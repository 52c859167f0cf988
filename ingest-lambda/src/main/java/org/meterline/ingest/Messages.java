package org.meterline.ingest;

import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MessageTable.IngestState;

/** The messages that were ever received. Their state only goes forward. */
interface Messages {

    /** What came of trying to be the first. */
    sealed interface Claim {
        /** Nobody had the message; it is kept now. */
        record Won() implements Claim {}

        /**
         * Somebody has it, and has come this far with it.
         *
         * @param traceparent where in its trace it was claimed; null for one that an older version claimed
         */
        record Taken(IngestState state, @Nullable String traceparent) implements Claim {}
    }

    /**
     * Keeps a message if nobody has: of any number that try, at any time, one wins. One that is {@link IngestState#PUBLISHED} from
     * the first, as a status is that was told before, is at rest.
     */
    Claim claim(Message message);

    /** A message as it is kept now; empty for one that nobody claimed, or that this version does not understand. */
    Optional<Message> find(String messageId);

    /** Those of some ids that nobody has claimed. One that cannot be looked up at the moment counts as claimed. */
    Set<String> missing(Collection<String> messageIds);

    /**
     * Writes down what became of files while the message is {@link IngestState#RECEIVED}.
     *
     * @param settled the parts that are stored or lost now
     * @param next {@link IngestState#STORED} once no part is wanted any more
     * @return the message as it is now, which is another's work if that other was faster
     */
    Message keepFiles(Message message, List<Message.Part> settled, IngestState next);

    /**
     * Writes down that the broker confirmed the message's event. A status is at rest by that.
     *
     * @param files what became of its files, where that was told before it was written down; the message is then still kept as {@link
     *     IngestState#RECEIVED}. Empty otherwise
     */
    void markPublished(Message message, List<Message.Part> files);

    /** Likewise, of a message whose files were written down before, or that has none. */
    default void markPublished(Message message) {
        markPublished(message, List.of());
    }

    /**
     * Messages that have not come to their end and were received before a time. They are read as they are asked for, a page at a time;
     * one that goes on meanwhile may still come.
     */
    Unfinished unfinished(Instant receivedBefore);

    /** Likewise, of one state alone. */
    default Iterator<Message> unfinished(IngestState state, Instant receivedBefore) {
        return unfinished(receivedBefore).in(state);
    }

    /** Unfinished messages by their states. Each state may have a reader of its own, at the same time. */
    interface Unfinished {

        /** Those that stood in a state when they were read, oldest first. For one reader. */
        Iterator<Message> in(IngestState state);
    }
}
