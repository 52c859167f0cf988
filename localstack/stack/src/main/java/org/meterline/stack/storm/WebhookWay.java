package org.meterline.stack.storm;

import java.time.Duration;
import java.util.Set;
import org.meterline.stack.storm.TimeLine.Entry;

/**
 * The way of a webhook to its answer: what it passes, and so which faults explain that it was not answered. What only files pass
 * counts for all: a file that cannot be fetched or stored holds one of the few workers for its whole budget, and whoever comes then
 * waits behind it. (On AWS each webhook has a worker of its own.)
 */
final class WebhookWay {

    /** From when all is back until what piled up meanwhile has been worked off: Twilio's own patience. */
    static final Duration AFTERMATH = Duration.ofSeconds(15);

    private static final Set<String> PASSED = Set.of(
            "ingest",
            "lambdas",
            "dynamodb",
            "lambdas–dynamodb",
            "rabbitmq",
            "lambdas–rabbitmq",
            "s3",
            "lambdas–s3",
            "media",
            "lambdas–twilio");

    private WebhookWay() {}

    /** Whether a fault explains a webhook that was under way in a span of time. */
    static boolean isBarredBy(Entry fault, Duration from, Duration to) {
        var back = fault.back();
        return fault.hadEffect()
                && PASSED.contains(fault.target())
                && fault.from().compareTo(to) <= 0
                && (back == null || back.plus(AFTERMATH).compareTo(from) >= 0);
    }
}
