package org.meterline.ingest;

/** The files that Twilio holds for us. */
interface MediaFiles {

    /** What came of asking for one. */
    sealed interface Fetched {
        /** The whole file. */
        record File(byte[] bytes) implements Fetched {}

        /** It cannot be had, now or later. */
        record Gone(String why) implements Fetched {}

        /** It is not there; of a message that has only just come: not yet. */
        record Missing(String why) implements Fetched {}

        /** It could not be had this time. */
        record NotNow(String why) implements Fetched {}
    }

    /**
     * Asks for a file.
     *
     * @param url what the webhook says; believed only where it is the account's and the message's own
     */
    Fetched fetch(String accountSid, String messageId, String url, Deadline deadline);
}
