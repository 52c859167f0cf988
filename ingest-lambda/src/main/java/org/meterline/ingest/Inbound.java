package org.meterline.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;

/** What a webhook of Twilio says, once it is understood. */
sealed interface Inbound {

    /** The key it is kept under: Twilio's {@code MessageSid}, for a status with the status behind it. */
    String messageId();

    String accountSid();

    Channel channel();

    /** What a customer sent. */
    sealed interface FromCustomer extends Inbound {

        Envelope envelope();

        @Override
        default String messageId() {
            return envelope().messageId();
        }

        @Override
        default String accountSid() {
            return envelope().accountSid();
        }

        @Override
        default Channel channel() {
            return envelope().channel();
        }

        /** The words that came with it: the message, a caption, the button's label. */
        default @Nullable Words text() {
            return null;
        }
    }

    /**
     * Files, each taken for a photo until its first bytes say otherwise.
     *
     * @param text the caption
     */
    record Photos(
            Envelope envelope, List<Media> media, @Nullable Words text) implements FromCustomer {}

    /** Words. */
    record Text(Envelope envelope, Words text) implements FromCustomer {}

    /** A tap on a button or a list row; the payload is what we gave the button. */
    record Reply(Envelope envelope, Words payload, @Nullable Words text) implements FromCustomer {}

    /** A place; where it is stays in the raw payload. */
    record Location(Envelope envelope, @Nullable Words text) implements FromCustomer {}

    /**
     * Words that Twilio itself took for an opt-out, opt-in or call for help.
     *
     * @param type {@code STOP}, {@code START} or {@code HELP}
     */
    record OptOut(Envelope envelope, String type, @Nullable Words text) implements FromCustomer {}

    /** Anything else a customer can send; kept, not understood. */
    record Other(Envelope envelope, @Nullable Words text) implements FromCustomer {}

    /**
     * What became of a message of ours.
     *
     * @param providerMessageId Twilio's id of that message
     * @param outboundId our own id of it, from the path
     * @param status Twilio's word, lower case
     */
    record Status(
            String accountSid,
            Channel channel,
            String providerMessageId,
            @Nullable String outboundId,
            String status,
            @Nullable String errorCode)
            implements Inbound {

        @Override
        public String messageId() {
            return providerMessageId + "/" + status;
        }
    }

    /** From whom, to which number. Prints as the message's id alone. */
    record Envelope(
            String messageId,
            String accountSid,
            Channel channel,
            String receivingNumber,
            @Nullable String userPhone,
            List<ContactIdentity> contact) {

        @Override
        public String toString() {
            return messageId;
        }
    }

    /**
     * A file that Twilio holds for us.
     *
     * @param url where; null when Twilio counted it and did not say
     * @param contentType what the sender says it is; its first bytes decide
     */
    record Media(@Nullable String url, @Nullable String contentType) {}
}
