package org.meterline.ingest;

import java.time.Duration;

/**
 * How long everything may take, in one place. Twilio waits 15 s for an answer.
 *
 * @param finish all that follows the claim and may also be done later
 * @param media all files of one message, from Twilio into the bucket
 * @param publish telling the broker, connecting included
 * @param call one call of the table or the secret store, with its retries
 * @param upload one file into the bucket, with its retries
 */
record Limits(Duration finish, Duration media, Duration publish, Duration call, Duration upload) {

    /**
     * Two seconds for the tokens, two for the claim, nine and a half for the rest. A status takes two for the tokens, two for telling
     * and two for the table.
     */
    static final Limits IN_TWILIOS_TIME = new Limits(
            Duration.ofMillis(9_500),
            Duration.ofSeconds(8),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(6));
}
