package org.meterline.tracing;

import java.util.LinkedHashMap;
import java.util.Map;

/** OpenTelemetry's own environment variables, as far as Meterline heeds them. */
final class TracingSettings {

    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
    private static final String RATIO = "OTEL_TRACES_SAMPLER_ARG";

    private final Map<String, String> environment;

    TracingSettings(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Where spans are posted to, over OTLP/HTTP; empty for nowhere. */
    String endpoint() {
        var traces = value(TRACES_ENDPOINT);
        var base = value(ENDPOINT);
        if (!traces.isEmpty() || base.isEmpty()) {
            return traces;
        }
        return (base.endsWith("/") ? base : base + "/") + "v1/traces";
    }

    /** What a collector wants to see with each request, such as a key: {@code name=value,name=value}. */
    Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        for (var pair : value(HEADERS).split(",", -1)) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                headers.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            }
        }
        return headers;
    }

    /** The share of messages that are traced, from 0 to 1; all of them unless it is said. */
    double ratio() {
        var ratio = value(RATIO);
        try {
            return ratio.isEmpty() ? 1 : Double.parseDouble(ratio);
        } catch (NumberFormatException notANumber) {
            throw new IllegalStateException(RATIO + " is no number between 0 and 1", notANumber);
        }
    }

    private String value(String name) {
        return environment.getOrDefault(name, "").strip();
    }
}
