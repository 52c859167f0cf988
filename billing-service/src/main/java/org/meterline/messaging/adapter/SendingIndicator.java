package org.meterline.messaging.adapter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import org.meterline.contracts.Metric;
import org.meterline.messaging.domain.MessageSender.Answer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * How sending stands: the breaker, and what the provider answers. A provider that is down makes no instance unfit; what is to
 * be sent waits in the queue.
 */
@Singleton
final class SendingIndicator implements HealthIndicator {

    private final Breaker breaker;
    private final MeterRegistry metrics;

    SendingIndicator(Breaker breaker, MeterRegistry metrics) {
        this.breaker = breaker;
        this.metrics = metrics;
        Gauge.builder(Metric.BREAKER_OPEN.id(), breaker, each -> each.allowed(1) == 0 ? 1 : 0)
                .description("Whether calls to the messaging provider are suspended")
                .register(metrics);
    }

    /** Counts an answer of the provider. */
    void count(Answer answer) {
        metrics.counter(Metric.CALLS.id(), "answer", word(answer)).increment();
    }

    private static String word(Answer answer) {
        return switch (answer) {
            case Answer.Taken taken -> "taken";
            case Answer.Refused refused -> "refused";
            case Answer.NotReached notReached -> "not-reached";
            case Answer.Unknown unknown -> "unknown";
        };
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.fromSupplier(() -> HealthResult.builder("messaging", HealthStatus.UP)
                .details(Map.of("breaker", breaker.state().name()))
                .build());
    }
}
