package org.meterline.tracing;

import io.opentelemetry.api.trace.SpanContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What log lines say of the step they are written in, until it is closed. */
final class LogContext implements AutoCloseable {

    static final String TRACE_ID = "trace_id";
    static final String SPAN_ID = "span_id";
    static final String MESSAGE_ID = "message_id";

    private final Map<String, @Nullable String> before = new LinkedHashMap<>();

    private LogContext() {}

    static LogContext of(SpanContext place, @Nullable String messageId) {
        var context = new LogContext();
        context.put(TRACE_ID, place.getTraceId());
        context.put(SPAN_ID, place.getSpanId());
        if (messageId != null) {
            context.put(MESSAGE_ID, messageId);
        }
        return context;
    }

    private void put(String key, String value) {
        before.put(key, MDC.get(key));
        MDC.put(key, value);
    }

    @Override
    public void close() {
        before.forEach((key, value) -> {
            if (value == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, value);
            }
        });
    }
}
