package org.meterline.platform.adapter;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.meterline.platform.Drain;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Whether the process is to stay: who is about to end is not ready, although it still answers. */
@Singleton
@Readiness
final class DrainIndicator implements HealthIndicator {

    private final Drain drain;

    DrainIndicator(Drain drain) {
        this.drain = drain;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.fromSupplier(
                () -> HealthResult.builder("stays", drain.hasBegun() ? HealthStatus.DOWN : HealthStatus.UP)
                        .build());
    }
}
