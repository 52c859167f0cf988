package org.meterline.ingest;

import java.time.Duration;

/**
 * How long everything may take, in one place. Twilio waits 15 s for an answer, also for those that stand in line.
 *
 * @param finish all that follows the claim and may also be done later
 * @param media all files of one message, from Twilio into the bucket
 * @param publish telling the broker, connecting included
 * @param call one call of the table or the secret store, with its retries
 * @param upload one file into the bucket, with its retries
 */
record Limits(Duration finish, Duration media, Duration publish, Duration call, Duration upload) {

    /**
     * A webhook: two seconds for the tokens, two for the claim, six for the rest, three of them for files: that is ten times what a file
     * takes on a good day, and as long as one whose file cannot be had keeps others waiting in line. The sweeper fetches it then. A
     * status takes two for the tokens, two for telling and two for the table.
     */
    static final Limits IN_TWILIOS_TIME = new Limits(
            Duration.ofSeconds(6),
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofMillis(2_500));

    /** A sweep or a replay, for which nobody waits: a file that is only slow is not begun again and again. */
    static final Limits WITH_TIME = new Limits(
            Duration.ofSeconds(20),
            Duration.ofSeconds(8),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(6));
}
