package org.meterline.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

    private static final Logger LOGGER = new LoggerContext().getLogger("org.meterline.Some");

    private final JsonLines lines = new JsonLines();

    @Test
    void a_line_is_one_object_with_what_aws_looks_for() throws IOException {
        var event = event(
                "a \"quoted\"\\ line\nand\u0001more ü",
                null,
                Map.of("trace_id", "0a", "span_id", "0b", "message_id", "SM1", "phone", "+27"));

        var line = parsed(event);

        assertThat(line.path("timestamp").asText()).isEqualTo("2026-11-21T08:15:30.120Z");
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("logger").asText()).isEqualTo("org.meterline.Some");
        assertThat(line.path("message").asText()).isEqualTo("a \"quoted\"\\ line\nand\u0001more ü");
        assertThat(line.path("trace_id").asText()
                        + line.path("span_id").asText()
                        + line.path("message_id").asText())
                .isEqualTo("0a0bSM1");
        assertThat(line.has("phone")).isFalse();
        assertThat(new String(lines.encode(event), java.nio.charset.StandardCharsets.UTF_8))
                .endsWith("}\n")
                .containsOnlyOnce("\n");
    }

    @Test
    void a_failure_comes_with_its_stack() throws IOException {
        var line = parsed(event("failed", new IllegalStateException("why"), Map.of()));

        assertThat(line.path("error_type").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(line.path("error").asText()).contains("JsonLinesTest");
        assertThat(line.has("trace_id")).isFalse();
    }

    private static LoggingEvent event(String message, Throwable failure, Map<String, String> context) {
        var event = new LoggingEvent("", LOGGER, Level.WARN, message, failure, null);
        event.setInstant(Instant.parse("2026-11-21T08:15:30.120Z"));
        event.setMDCPropertyMap(context);
        return event;
    }

    private JsonNode parsed(LoggingEvent event) throws IOException {
        return new ObjectMapper().readTree(lines.encode(event));
    }
}
