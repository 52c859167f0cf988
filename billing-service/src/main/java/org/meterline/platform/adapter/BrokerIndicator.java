package org.meterline.platform.adapter;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Whether the connections to the broker are open, and whether it takes events. A broker under alarm makes no instance unfit: what
 * is to be told waits in the outbox, and all else goes on.
 */
@Singleton
@Readiness
final class BrokerIndicator implements HealthIndicator {

    private final BrokerLink broker;
    private final RabbitPublisher publisher;

    BrokerIndicator(BrokerLink broker, RabbitPublisher publisher) {
        this.broker = broker;
        this.publisher = publisher;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.fromSupplier(
                () -> HealthResult.builder("broker", broker.isUp() ? HealthStatus.UP : HealthStatus.DOWN)
                        .details(Map.of("takesEvents", !publisher.isBlocked()))
                        .build());
    }
}
