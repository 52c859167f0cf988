package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.EventType;
import org.meterline.contracts.ReadingCaptured;

/** The samples of the contracts as this service reads and writes them. */
class EventJsonTest {

    private final EventJson json = new EventJson(ObjectMapper.getDefault());

    @ParameterizedTest
    @EnumSource
    void a_sample_is_read_and_written_without_loss(EventType type) throws IOException {
        var event =
                json.parse(type, sample(type).getBytes(StandardCharsets.UTF_8)).orElseThrow();

        assertThat(event.type()).isEqualTo(type);
        assertThat(json.parse(type, json.write(event))).contains(event);
    }

    @Test
    void the_alternatives_of_a_digit_are_read_and_may_be_missing() throws IOException {
        var sample = sample(EventType.READING_CAPTURED);
        var older = sample.replaceAll(", \"alternatives\": \\[[^]]*]", "");

        assertThat(older).isNotEqualTo(sample).doesNotContain("alternatives");
        assertThat(alternativesIn(sample)).isEqualTo(1);
        assertThat(alternativesIn(older)).isZero();
    }

    private long alternativesIn(String body) {
        var event = json.parse(EventType.READING_CAPTURED, body.getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        return ((ReadingCaptured) event)
                .candidates().stream()
                        .flatMap(candidate -> candidate.digits().stream())
                        .map(Candidate.Digit::alternatives)
                        .mapToLong(List::size)
                        .sum();
    }

    private static String sample(EventType type) throws IOException {
        try (var in = EventType.class.getResourceAsStream("samples/" + type.routingKey() + ".v1.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
