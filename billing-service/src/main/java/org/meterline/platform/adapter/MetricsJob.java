package org.meterline.platform.adapter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/**
 * Says this process's metrics on standard output every minute, where a deployment names a namespace for them. Not by a logger, which would
 * wrap each line into one of its own.
 */
@Singleton
@Requires(property = "meterline.metrics.namespace", pattern = ".+")
final class MetricsJob {

    private final MetricLines lines;

    MetricsJob(MeterRegistry metrics, @Value("${meterline.metrics.namespace}") String namespace, InstantSource time) {
        lines = new MetricLines(metrics, namespace, time);
    }

    @Scheduled(initialDelay = "60s", fixedDelay = "60s")
    void say() {
        lines.next().forEach(System.out::println);
    }
}
