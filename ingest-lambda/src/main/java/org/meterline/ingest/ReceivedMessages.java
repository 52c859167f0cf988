package org.meterline.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The messages that Twilio received for us, whether or not it told us of them. */
interface ReceivedMessages {

    /** What came of asking for some. */
    sealed interface Listing {
        /**
         * Some of them, newest first.
         *
         * @param next where the older ones are; null behind the last page
         */
        record Page(List<ListedMessage> messages, @Nullable String next) implements Listing {}

        /**
         * They could not be had this time.
         *
         * @param again when to ask again; null for not soon
         */
        record NotNow(String why, @Nullable Duration again) implements Listing {}
    }

    /**
     * Asks for what customers sent between two times.
     *
     * @param next what the page before said of it; null for the first page
     */
    Listing list(String accountSid, Instant from, Instant until, @Nullable String next, Deadline deadline);

    /** The files of a message; empty when nobody can say this time. */
    Optional<List<Inbound.Media>> filesOf(ListedMessage message, Deadline deadline);
}
