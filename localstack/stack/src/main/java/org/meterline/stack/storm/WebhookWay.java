package org.meterline.stack.storm;

import java.time.Duration;
import java.util.Set;
import org.meterline.stack.storm.TimeLine.Entry;

/** The way of a webhook to its answer: what it passes, and so which faults explain that it was not answered. */
final class WebhookWay {

    /** From when all is back until what piled up meanwhile has been worked off: Twilio's own patience. */
    static final Duration AFTERMATH = Duration.ofSeconds(15);

    private static final Set<String> PASSED_BY_ALL =
            Set.of("ingest", "lambdas", "dynamodb", "rabbitmq", "lambdas–dynamodb", "lambdas–rabbitmq");
    private static final Set<String> PASSED_BY_FILES = Set.of("s3", "media", "lambdas–s3", "lambdas–twilio");

    private WebhookWay() {}

    /** Whether a fault explains a webhook that was under way in a span of time. @param hasFile whether a file was fetched for it */
    static boolean isBarredBy(Entry fault, boolean hasFile, Duration from, Duration to) {
        var isOnIt = PASSED_BY_ALL.contains(fault.target()) || hasFile && PASSED_BY_FILES.contains(fault.target());
        var back = fault.back();
        return fault.hadEffect()
                && isOnIt
                && fault.from().compareTo(to) <= 0
                && (back == null || back.plus(AFTERMATH).compareTo(from) >= 0);
    }
}
