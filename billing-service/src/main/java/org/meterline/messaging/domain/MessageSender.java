package org.meterline.messaging.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.messaging.Address;
import org.meterline.messaging.OutboundId;

/** Whoever carries messages to people. It knows no idempotency: what is sent twice arrives twice. */
public interface MessageSender {

    /** Sends one message. Never throws: whatever happens is an answer. */
    Answer send(Parcel parcel);

    /**
     * Looks whether a message arrived at the provider although its answer was lost.
     *
     * @param since when the lost attempt began
     * @param known the provider's ids of other messages of ours to the same address
     * @throws Unavailable when the provider cannot be asked
     */
    Optional<String> find(Parcel parcel, Instant since, Set<String> known) throws Unavailable;

    /** The provider cannot be asked now. */
    final class Unavailable extends Exception {

        private static final long serialVersionUID = 1L;

        public Unavailable(String why) {
            super(why);
        }
    }

    /**
     * A message, ready to be carried. Its text form keeps the words and the person to itself.
     *
     * @param accountSid the account that sends it
     * @param sender the number it is sent from, E.164
     */
    record Parcel(
            OutboundId id,
            String accountSid,
            String sender,
            @Nullable String messagingServiceSid,
            Channel channel,
            Address to,
            Content content) {

        @Override
        public String toString() {
            return "Parcel[" + id + "]";
        }
    }

    /** What is in it. */
    sealed interface Content {
        /** Words. */
        record FreeText(String text) implements Content {
            @Override
            public String toString() {
                return "FreeText[withheld]";
            }
        }

        /** An approved template with what goes into its blanks 1, 2 … */
        record Approved(String contentSid, List<String> values) implements Content {
            @Override
            public String toString() {
                return "Approved[" + contentSid + "]";
            }
        }
    }

    /** What came of an attempt. */
    sealed interface Answer {
        /** The provider has it, under this id. */
        record Taken(String providerMessageId) implements Answer {}

        /**
         * The provider does not want it.
         *
         * @param code the provider's error number; null when it gave none
         * @param retryAfter how long it wants us to wait; null when it did not say
         */
        record Refused(
                @Nullable String code,
                int httpStatus,
                @Nullable Duration retryAfter) implements Answer {}

        /** The provider was not reached: it cannot have the message. */
        record NotReached(String why) implements Answer {}

        /** The provider was reached and gave no answer: it may have the message. */
        record Unknown(String why) implements Answer {}
    }
}
