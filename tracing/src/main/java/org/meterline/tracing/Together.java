package org.meterline.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Steps of several messages whose work is done at once, in one transaction. The thread is in none of them. */
final class Together {

    private static final ContextKey<Map<String, Span>> STEPS = ContextKey.named("meterline-steps-together");

    private Together() {}

    static void run(List<NewStep> steps, Runnable work) {
        var begun = new ArrayList<Span>();
        var byMessage = new HashMap<String, Span>();
        for (var step : steps) {
            var span = step.begin();
            begun.add(span);
            var messageId = step.messageId();
            if (messageId != null) {
                byMessage.put(messageId, span);
            }
        }
        try (var _ = Context.current().with(STEPS, byMessage).makeCurrent()) {
            work.run();
        } catch (Throwable failure) {
            begun.forEach(span -> new Step(span).failed(failure));
            throw failure;
        } finally {
            begun.forEach(Span::end);
        }
    }

    /** Where the step of a message is; null when there is none among those that this thread is at work for. */
    static @Nullable String placeOf(String messageId) {
        var steps = Context.current().get(STEPS);
        var span = steps == null ? null : steps.get(messageId);
        return span == null ? null : Traceparent.of(span.getSpanContext());
    }
}
