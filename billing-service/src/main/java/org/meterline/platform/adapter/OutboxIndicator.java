package org.meterline.platform.adapter;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * How the outboxes stand: how much waits, for how long, and how many rows fail time and again. No instance is unfit for it: what
 * waits is safe.
 */
@Singleton
final class OutboxIndicator implements HealthIndicator {

    private final Backlog backlog;

    OutboxIndicator(Backlog backlog) {
        this.backlog = backlog;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.fromSupplier(() -> HealthResult.builder("outbox", HealthStatus.UP)
                .details(backlog.outboxes())
                .build());
    }
}
