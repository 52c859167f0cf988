package org.meterline.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * A step that has not begun. It goes on from the place it is given; without one from the step that this thread is in, if that is
 * of the same message; without that it begins, or joins, the message's own trace.
 */
public final class NewStep {

    private static final ContextKey<String> MESSAGE = ContextKey.named("meterline-message");

    private final String name;
    private final AttributesBuilder tags = Attributes.builder();
    private SpanKind kind = SpanKind.INTERNAL;
    private @Nullable String messageId;
    private @Nullable String from;

    /** What is done in a step. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, E extends Exception> {
        T in(Step step) throws E;
    }

    /** The same for work without a result. */
    @FunctionalInterface
    public interface Deed<E extends Exception> {
        void in(Step step) throws E;
    }

    @Nullable
    String messageId() {
        return messageId;
    }

    NewStep(String name) {
        this.name = name;
    }

    public NewStep kind(SpanKind stepKind) {
        kind = stepKind;
        return this;
    }

    public NewStep tag(Tag tag, @Nullable String value) {
        if (value != null) {
            tags.put(tag.key(), value);
        }
        return this;
    }

    public NewStep tag(Tag tag, long value) {
        tags.put(tag.key(), value);
        return this;
    }

    /** The message that it is about: log lines name it, and its trace is where the step belongs. */
    public NewStep about(@Nullable String id) {
        messageId = id;
        return tag(Tag.MESSAGE_ID, id);
    }

    /** The place that it goes on from; null, or nonsense, where none was carried. */
    public NewStep from(@Nullable String traceparent) {
        from = traceparent;
        return this;
    }

    /** Does the work in this step. What it throws is noted, and thrown. */
    public <T extends @Nullable Object, E extends Exception> T call(Work<T, E> work) throws E {
        var span = begin();
        var step = new Step(span);
        try (var _ = current(span).makeCurrent();
                var _ = LogContext.of(span.getSpanContext(), messageId)) {
            return work.in(step);
        } catch (Throwable failure) {
            step.failed(failure);
            throw failure;
        } finally {
            span.end();
        }
    }

    /** Does the work in this step. What it throws is noted, and thrown. */
    public <E extends Exception> void run(Deed<E> deed) throws E {
        this.<@Nullable Object, E>call(step -> {
            deed.in(step);
            return null;
        });
    }

    /** Begins it without being in it: many of them are done at once. */
    Span begin() {
        var builder = Tracing.tracer().spanBuilder(name).setSpanKind(kind).setAllAttributes(tags.build());
        var given = Traceparent.parse(from);
        if (given.isValid()) {
            return builder.setParent(Context.root().with(Span.wrap(given))).startSpan();
        }
        var here = Span.current().getSpanContext();
        if (here.isValid() && isHereAbout(messageId)) {
            return builder.startSpan();
        }
        if (here.isValid()) {
            builder.addLink(here);
        }
        var own = messageId == null ? null : MessageTrace.idOf(messageId).orElse(null);
        try (var _ = TraceIds.next(own)) {
            return builder.setNoParent().startSpan();
        }
    }

    private Context current(Span span) {
        var context = Context.current().with(span);
        return messageId == null ? context : context.with(MESSAGE, messageId);
    }

    /** Whether this thread is in the trace of a message; for one whose id names no trace, any will do. */
    static boolean isHereAbout(@Nullable String messageId) {
        if (messageId == null || messageId.equals(Context.current().get(MESSAGE))) {
            return true;
        }
        var own = MessageTrace.idOf(messageId);
        return own.isEmpty() || own.get().equals(Span.current().getSpanContext().getTraceId());
    }
}
