package org.meterline.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ExportsTest {

    @Test
    void what_is_flushed_is_with_the_collector_named_by_the_environment() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        var collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            heard.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("x-key") + " " + body);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            var url = "http://127.0.0.1:" + collector.getAddress().getPort();
            Tracing.start(
                    "some-service",
                    Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", url, "OTEL_EXPORTER_OTLP_HEADERS", "x-key=secret"));
            Tracing.step("a step").run(step -> step.tag(Tag.OUTCOME, "RECORDED"));
            Tracing.flush(Duration.ofSeconds(30));

            assertThat(heard)
                    .singleElement()
                    .satisfies(request -> assertThat(request)
                            .startsWith("/v1/traces secret ")
                            .contains("some-service", "a step", "meterline.outcome", "RECORDED"));
        } finally {
            Tracing.start("test", Map.of());
            collector.stop(0);
        }
    }

    @Test
    void settings_are_opentelemetrys_own() {
        assertThat(new TracingSettings(Map.of()).endpoint()).isEmpty();
        assertThat(new TracingSettings(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:4318/")).endpoint())
                .isEqualTo("http://a:4318/v1/traces");
        assertThat(new TracingSettings(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://a/x")).endpoint())
                .isEqualTo("http://a/x");
        assertThat(new TracingSettings(Map.of("OTEL_TRACES_SAMPLER_ARG", "0.25")).ratio())
                .isEqualTo(0.25);
        assertThatThrownBy(() -> new TracingSettings(Map.of("OTEL_TRACES_SAMPLER_ARG", "some")).ratio())
                .hasMessageContaining("OTEL_TRACES_SAMPLER_ARG");
    }

    @Test
    void a_message_that_is_not_sampled_is_still_one_trace() {
        Tracing.start("test", Map.of("OTEL_TRACES_SAMPLER_ARG", "0"));
        try {
            Tracing.step("a step")
                    .about("SM0123456789abcdef0123456789abcdef")
                    .run(step -> assertThat(step.traceparent())
                            .startsWith("00-0123456789abcdef0123456789abcdef-")
                            .endsWith("-00"));
        } finally {
            Tracing.start("test", Map.of());
        }
    }
}
