package org.meterline.tracing;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;

/** The way out to a collector. A class of its own, so that a process without one loads nothing of it. */
final class Exports {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration DELAY = Duration.ofSeconds(1);

    private Exports() {}

    static SpanProcessor to(TracingSettings settings) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint())
                .setHeaders(settings::headers)
                .setTimeout(TIMEOUT)
                .build();
        return BatchSpanProcessor.builder(exporter)
                .setScheduleDelay(DELAY)
                .setExporterTimeout(TIMEOUT)
                .build();
    }
}
