package org.meterline.platform.adapter;

import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import org.meterline.tracing.Tracing;

/** Where traces go: to the collector that OpenTelemetry's own environment variables name, or nowhere. */
@Context
final class TraceSettings {

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    @PostConstruct
    void start() {
        Tracing.start("billing-service", System.getenv());
    }

    @PreDestroy
    void stop() {
        Tracing.flush(LAST_WORDS);
    }
}
