package org.meterline.ingest;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.meterline.tracing.Traceparent;

/**
 * A webhook path of ours. It is cut out of the gateway's path, which may begin with a stage or a base path: together with
 * {@link Setting#PUBLIC_BASE_URL} it is what Twilio called, and signed.
 *
 * @param path {@code /webhooks/twilio/whatsapp}, {@code …/sms}, {@code …/status/{outboundId}_{traceparent}}, or {@code /webhook}
 * @param outboundId our own id of the message that a status is about; null on other paths
 * @param traceparent where in its trace that message was sent; null when the path does not say. What the path says counts once
 *     its signature was checked: it is the word that we gave Twilio
 */
record Route(
        String path, @Nullable String outboundId, @Nullable String traceparent) {

    private static final int LENGTH_MAX = 500; // a pattern goes as deep as the path is long
    private static final Pattern ROUTE = Pattern.compile("(?:/[\\w.~-]+)*?"
            + "(/webhook|/webhooks/twilio/(?:whatsapp|sms|status(?:/([A-Za-z0-9_-]{1,60}?)(?:_(" + Traceparent.PATTERN
            + "))?)?))");

    /** The route at the end of a gateway's path; empty for a path that is none of ours. */
    static Optional<Route> in(String gatewayPath) {
        var match = ROUTE.matcher(gatewayPath);
        return gatewayPath.length() <= LENGTH_MAX && match.matches()
                ? Optional.of(new Route(match.group(1), match.group(2), match.group(3)))
                : Optional.empty();
    }

    /** The path without what is different in each. */
    String template() {
        return isForStatuses() ? "/webhooks/twilio/status/{outboundId}" : path;
    }

    boolean isForStatuses() {
        return path.startsWith("/webhooks/twilio/status");
    }
}
