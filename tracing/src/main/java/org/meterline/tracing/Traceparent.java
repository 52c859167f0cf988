package org.meterline.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a trace as W3C Trace Context writes it: {@code 00-}trace id{@code -}span id{@code -}flags. */
public final class Traceparent {

    /** What one looks like, for whoever finds it in a longer text. */
    public static final String PATTERN = "00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}";

    private static final Pattern WHOLE = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    private Traceparent() {}

    static @Nullable String of(SpanContext place) {
        return place.isValid()
                ? "00-" + place.getTraceId() + "-" + place.getSpanId() + "-"
                        + place.getTraceFlags().asHex()
                : null;
    }

    /** The place; an invalid one for null and for anything that is none. */
    static SpanContext parse(@Nullable String traceparent) {
        if (traceparent == null) {
            return SpanContext.getInvalid();
        }
        var match = WHOLE.matcher(traceparent);
        return match.matches()
                ? SpanContext.createFromRemoteParent(
                        match.group(1), match.group(2), TraceFlags.fromHex(match.group(3), 0), TraceState.getDefault())
                : SpanContext.getInvalid();
    }
}
