package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MetricLinesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final MetricLines lines = new MetricLines(metrics, "Meterline/test", InstantSource.fixed(NOON));

    @Test
    void a_metric_is_said_with_its_namespace_its_words_and_its_figure() {
        gauge("meterline.outbox.age", 3.5, "outbox", "events");

        var line = only(lines.next());

        var about = line.at("/_aws/CloudWatchMetrics/0");
        assertThat(line.at("/_aws/Timestamp").asLong()).isEqualTo(NOON.toEpochMilli());
        assertThat(about.path("Namespace").asText()).isEqualTo("Meterline/test");
        assertThat(about.at("/Dimensions/0/0").asText()).isEqualTo("outbox");
        assertThat(about.at("/Metrics/0/Name").asText()).isEqualTo("meterline.outbox.age");
        assertThat(line.path("outbox").asText()).isEqualTo("events");
        assertThat(line.path("meterline.outbox.age").asDouble()).isEqualTo(3.5);
    }

    @Test
    void metrics_without_words_share_a_line_that_has_no_dimension() {
        gauge("meterline.outbound.rows", 2);
        gauge("meterline.broker.blocked", 0);

        var line = only(lines.next());

        assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString()).isEqualTo("[[]]");
        assertThat(line.path("meterline.outbound.rows").asDouble()).isEqualTo(2);
        assertThat(line.has("meterline.broker.blocked")).isTrue();
    }

    @Test
    void what_was_counted_is_said_as_what_was_added() {
        var taken = metrics.counter("meterline.messages.calls", "answer", "taken");
        taken.increment(3);
        assertThat(only(lines.next()).path("meterline.messages.calls").asDouble())
                .isEqualTo(3);

        taken.increment();

        assertThat(only(lines.next()).path("meterline.messages.calls").asDouble())
                .isEqualTo(1);
    }

    @Test
    void what_was_timed_is_said_with_percentiles_while_there_is_something_new() {
        Timer.builder("meterline.outcomes")
                .tag("outcome", "RECORDED")
                .publishPercentiles(0.5, 0.95)
                .register(metrics)
                .record(Duration.ofSeconds(4));

        var line = only(lines.next());

        assertThat(line.path("meterline.outcomes").asDouble()).isEqualTo(1);
        assertThat(line.path("meterline.outcomes.p95").asDouble()).isBetween(3.5, 4.5);
        assertThat(line.path("meterline.outcomes.p50").asDouble()).isBetween(3.5, 4.5);
        assertThat(only(lines.next()).has("meterline.outcomes.p95")).isFalse();
    }

    @Test
    void what_is_no_number_what_costs_nothing_to_lack_and_what_nobody_asked_for_is_not_said() {
        gauge("meterline.outbound.age", Double.NaN);
        gauge("meterline.queue.depth", 7, "queue", "billing.readings.wait.5s");
        gauge("jvm.memory.used", 7);

        assertThat(lines.next()).isEmpty();
    }

    private void gauge(String name, double value, String... tags) {
        var held = new AtomicReference<>(value);
        Gauge.builder(name, held, AtomicReference::get)
                .tags(tags)
                .strongReference(true)
                .register(metrics);
    }

    private static JsonNode only(List<String> lines) {
        assertThat(lines).hasSize(1);
        try {
            return new ObjectMapper().readTree(lines.getFirst());
        } catch (java.io.IOException noJson) {
            throw new AssertionError(lines.getFirst(), noJson);
        }
    }
}
