package org.meterline.platform.adapter;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Whether the connection to the broker is open. */
@Singleton
@Readiness
final class BrokerIndicator implements HealthIndicator {

    private final BrokerLink broker;

    BrokerIndicator(BrokerLink broker) {
        this.broker = broker;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.fromSupplier(
                () -> HealthResult.builder("broker", broker.isUp() ? HealthStatus.UP : HealthStatus.DOWN)
                        .build());
    }
}
