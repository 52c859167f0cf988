package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterline.contracts.Event;
import org.meterline.contracts.EventType;

class EventJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(names = {"READING_CAPTURED", "READING_UNREADABLE", "READING_FAILED"})
    void what_we_write_is_what_the_contracts_sample_says(EventType type) throws IOException {
        var sample = sample(type);

        var written = EventJson.write(EventJson.read(sample, type.body()));

        assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(sample));
    }

    @ParameterizedTest
    @EnumSource(names = {"READING_CAPTURED", "READING_UNREADABLE", "READING_FAILED"})
    void what_does_not_parse_is_not_quoted(EventType type) {
        assertThatThrownBy(
                        () -> EventJson.read("{\"userPhone\":\"+27831234567\",\"receivedAt\":\"+2783\"}", type.body()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("2783")
                .hasNoCause();
    }

    private static String sample(EventType type) throws IOException {
        var name = "samples/" + type.routingKey() + ".v1.json";
        try (var in = Event.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
