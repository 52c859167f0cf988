package org.meterline.stack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchingTest {

    @Test
    void people_read_lines_unless_they_say_otherwise() {
        assertThat(Watching.environment(Map.of())).containsExactly(Map.entry("METERLINE_LOGS", "text"));
        assertThat(Watching.environment(Map.of("METERLINE_LOGS", "json"))).containsEntry("METERLINE_LOGS", "json");
        assertThat(Watching.environment(Map.of("METERLINE_LOGS", "xml"))).containsEntry("METERLINE_LOGS", "text");
    }

    @Test
    void where_traces_go_is_passed_on_and_nothing_else() {
        var ours = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318", "HOME", "/root");

        assertThat(Watching.environment(ours))
                .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318")
                .doesNotContainKey("HOME");
    }
}
