package org.meterline.platform.adapter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says this process's metrics on standard output every minute, where a deployment names a namespace for them. By a logger of their own, which
 * logback.xml lets write each line as it is.
 */
@Singleton
@Requires(property = "meterline.metrics.namespace", pattern = ".+")
final class MetricsJob {

    private static final Logger lineByLine = LoggerFactory.getLogger("metrics");

    private final MetricLines lines;

    MetricsJob(MeterRegistry metrics, @Value("${meterline.metrics.namespace}") String namespace, InstantSource time) {
        lines = new MetricLines(metrics, namespace, time);
    }

    @Scheduled(initialDelay = "60s", fixedDelay = "60s")
    void say() {
        lines.next().forEach(lineByLine::info);
    }
}
