package org.meterline.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Where the steps of this process are made. There is one per process, as there is one logger: without {@link #start} steps have
 * ids, which are carried and logged, and go nowhere.
 */
public final class Tracing {

    private static volatile SdkTracerProvider provider = provider("meterline", 1, null);

    private Tracing() {}

    /** Begins to send what is traced to the collector that the environment names; to nobody when it names none. */
    public static void start(String service, Map<String, String> environment) {
        var settings = new TracingSettings(environment);
        start(provider(service, settings.ratio(), settings.endpoint().isEmpty() ? null : Exports.to(settings)));
    }

    /** Begins to hand what is traced to a processor. */
    static void start(String service, SpanProcessor processor) {
        start(provider(service, 1, processor));
    }

    private static void start(SdkTracerProvider started) {
        var old = provider;
        provider = started;
        var unused = old.shutdown();
    }

    /** A step that has not begun. Its name is of few kinds: it holds no id. */
    public static NewStep step(String name) {
        return new NewStep(name);
    }

    /** Where this thread is, for whoever goes on from here; null when it is in no step. */
    public static @Nullable String traceparent() {
        return Traceparent.of(Span.current().getSpanContext());
    }

    /**
     * Where to go on with a message from: where this thread is, if that is in the message's trace, else a new place in that. So
     * what one message does to another stays in the other's trace.
     */
    public static @Nullable String placeFor(@Nullable String messageId) {
        var together = messageId == null ? null : Together.placeOf(messageId);
        if (together != null) {
            return together;
        }
        return NewStep.isHereAbout(messageId)
                ? traceparent()
                : step("go on").about(messageId).call(Step::traceparent);
    }

    /** Does the work of many steps at once, each of which has its place in its own trace: {@link #placeFor} tells it. */
    public static void together(List<NewStep> steps, Runnable work) {
        Together.run(steps, work);
    }

    /** The same work in the step that this thread is in, whichever thread does it. */
    public static <T extends @Nullable Object> Callable<T> carried(Callable<T> work) {
        var context = Context.current();
        var logs = MDC.getCopyOfContextMap();
        return () -> {
            try (var _ = context.makeCurrent()) {
                if (logs != null) {
                    MDC.setContextMap(logs);
                }
                return work.call();
            } finally {
                MDC.clear();
            }
        };
    }

    /** Sends what is waiting to be sent: before a lambda is frozen. At once when there is no collector. */
    public static void flush(Duration atMost) {
        var unused = provider.forceFlush().join(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sends the last of it: when the process ends. */
    public static void stop(Duration atMost) {
        var unused = provider.shutdown().join(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    static Tracer tracer() {
        return provider.get("org.meterline");
    }

    private static SdkTracerProvider provider(String service, double ratio, @Nullable SpanProcessor processor) {
        var builder = SdkTracerProvider.builder()
                .setIdGenerator(new TraceIds())
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service)))
                .setSampler(ratio >= 1 ? Sampler.alwaysOn() : Sampler.parentBased(Sampler.traceIdRatioBased(ratio)));
        if (processor != null) {
            builder.addSpanProcessor(processor);
        }
        return builder.build();
    }
}
