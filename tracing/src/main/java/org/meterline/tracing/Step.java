package org.meterline.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/** One step of a message's journey while it is under way. */
public final class Step {

    private final Span span;

    Step(Span span) {
        this.span = span;
    }

    public Step tag(Tag tag, String value) {
        span.setAttribute(tag.key(), value);
        return this;
    }

    public Step tag(Tag tag, long value) {
        span.setAttribute(tag.key(), value);
        return this;
    }

    /** Says of which kind a failure was, and not what it says: that may quote a customer. */
    public void failed(Throwable failure) {
        failed(failure.getClass().getName());
    }

    /** Says that it failed, in a word of ours. */
    public void failed(String kind) {
        span.setStatus(StatusCode.ERROR);
        tag(Tag.ERROR_TYPE, kind);
    }

    /** Points to another step that this one has to do with, and does not come from. */
    public void link(@Nullable String traceparent) {
        var other = Traceparent.parse(traceparent);
        if (other.isValid() && !other.getSpanId().equals(span.getSpanContext().getSpanId())) {
            span.addLink(other);
        }
    }

    /** Its place, for whoever goes on from here in another process. */
    public @Nullable String traceparent() {
        return Traceparent.of(span.getSpanContext());
    }
}
