package org.meterline.simulator.mischief;

import org.jspecify.annotations.Nullable;

/**
 * How the simulator misbehaves. Not kept over a restart: whoever starts it starts with a calm one.
 *
 * @param seed of the dice; the same seed and the same order of events give the same mischief
 * @param sendFault what happens to requests that send
 * @param sendFaultPercent to how many of them
 * @param sendFaultsLeft to how many more in all; null for no end
 * @param sendDelayMillis how long every answer to a send takes
 * @param mediaFault what happens to downloads
 * @param mediaFaultsLeft to how many more in all; null for no end
 * @param mediaDelayMillis how long every download takes to begin
 * @param duplicateWebhookPercent how many webhooks come twice, the second right behind the first
 * @param lostWebhookPercent how many messages no webhook ever tells of; the list has them
 * @param callbackDelayMillis from one status of a message to its next
 * @param outOfOrderPercent how many messages have a callback that comes after its successor
 * @param droppedCallbackPercent how many callbacks never come
 * @param duplicateCallbackPercent how many callbacks come twice
 * @param failedPercent how many sent messages are refused by the channel (63012)
 * @param readReceipts whether customers let others know that they have read
 * @param advancedOptOut whether Twilio, not the utility, understands STOP on WhatsApp and says so in {@code OptOutType}
 */
public record Mischief(
        long seed,
        SendFault sendFault,
        int sendFaultPercent,
        @Nullable Integer sendFaultsLeft,
        int sendDelayMillis,
        MediaFault mediaFault,
        @Nullable Integer mediaFaultsLeft,
        int mediaDelayMillis,
        int duplicateWebhookPercent,
        int lostWebhookPercent,
        int callbackDelayMillis,
        int outOfOrderPercent,
        int droppedCallbackPercent,
        int duplicateCallbackPercent,
        int failedPercent,
        boolean readReceipts,
        boolean advancedOptOut) {

    /** A simulator that does what Twilio does on a good day: now and then a callback overtakes another. */
    public static final Mischief CALM = new Mischief(
            1, SendFault.NONE, 100, null, 0, MediaFault.NONE, null, 0, 0, 0, 400, 10, 0, 0, 0, true, false);

    private static final int DELAY_MILLIS_MAX = 120_000;

    /** What may happen to a request that sends a message. */
    public enum SendFault {
        NONE,
        /** 500, and nothing is sent. */
        HTTP_500,
        /** 429 with Twilio's 20429, and nothing is sent. */
        HTTP_429,
        /** No answer, and nothing is sent. */
        TIMEOUT,
        /** The message is sent, but the answer never comes. */
        ACCEPT_THEN_TIMEOUT
    }

    /** What may happen to a download. */
    public enum MediaFault {
        NONE,
        HTTP_404,
        HTTP_500,
        TIMEOUT,
        /** The connection breaks in the middle. */
        CUT_OFF
    }

    public Mischief {
        if (!isPercent(sendFaultPercent)
                || !isPercent(duplicateWebhookPercent)
                || !isPercent(lostWebhookPercent)
                || !isPercent(outOfOrderPercent)
                || !isPercent(droppedCallbackPercent)
                || !isPercent(duplicateCallbackPercent)
                || !isPercent(failedPercent)) {
            throw new IllegalArgumentException("a percentage is from 0 to 100");
        }
        if (!isDelay(sendDelayMillis) || !isDelay(mediaDelayMillis) || !isDelay(callbackDelayMillis)) {
            throw new IllegalArgumentException("a delay is from 0 to " + DELAY_MILLIS_MAX + " ms");
        }
    }

    private static boolean isPercent(int number) {
        return number >= 0 && number <= 100;
    }

    private static boolean isDelay(int millis) {
        return millis >= 0 && millis <= DELAY_MILLIS_MAX;
    }
}
