package org.meterline.contracts;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The AMQP headers of an event in CloudEvents binary mode (CloudEvents 1.0, AMQP binding, prefix {@code cloudEvents_});
 * the message body is the event's JSON and nothing else.
 */
public final class CloudEventHeaders {

    public static final String SPEC_VERSION = "cloudEvents_specversion";
    public static final String ID = "cloudEvents_id";
    public static final String SOURCE = "cloudEvents_source";
    public static final String TYPE = "cloudEvents_type";
    public static final String TIME = "cloudEvents_time";
    public static final String SUBJECT = "cloudEvents_subject";

    /** The place in the trace that the event was said at, of the distributed tracing extension; older processes leave it out. */
    public static final String TRACEPARENT = "cloudEvents_traceparent";

    /** The content type property of every message on {@link Topology#EVENTS}. */
    public static final String CONTENT_TYPE = "application/json";

    private CloudEventHeaders() {}

    /**
     * The headers that go with an event.
     *
     * @param source who says it, a path such as {@code /ocr-lambda}
     * @param time when it was said
     * @param traceparent where in its trace, as W3C Trace Context writes it; null when nobody traces it
     */
    public static Map<String, Object> of(Event event, String source, Instant time, @Nullable String traceparent) {
        var headers = of(event, source, time);
        if (traceparent != null) {
            headers.put(TRACEPARENT, traceparent);
        }
        return headers;
    }

    /** The headers of an event that nobody traces. */
    public static Map<String, Object> of(Event event, String source, Instant time) {
        var headers = new LinkedHashMap<String, Object>();
        headers.put(SPEC_VERSION, "1.0");
        headers.put(ID, event.eventId());
        headers.put(SOURCE, source);
        headers.put(TYPE, event.type().cloudEventType());
        headers.put(TIME, time.toString());
        headers.put(SUBJECT, event.messageId());
        return headers;
    }
}
