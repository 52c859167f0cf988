package org.meterline.operations.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class JourneyTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void a_line_says_when_where_and_what() {
        var journey = new Journey(
                "MM01",
                "01",
                "cape",
                List.of(
                        new Moment(NOON, "message table", null, "received"),
                        new Moment(NOON.plusMillis(1_250), "readings", "MM01-2", "ACCEPTED")),
                List.of());

        assertThat(JourneyText.text(journey).lines())
                .containsExactly(
                        "message MM01  tenant cape  trace 01",
                        "2026-11-21T12:00:00.000Z         +0 ms  message table  received",
                        "2026-11-21T12:00:01.250Z      +1250 ms  readings       MM01-2: ACCEPTED",
                        "at rest");
        assertThat(JourneyText.json(journey).at("/moments/1/millis").asLong()).isEqualTo(1_250);
    }

    @Test
    void what_it_waits_for_is_said_instead_of_rest() {
        var journey = new Journey("SM01", "", "", List.of(), List.of("a person decides"));

        assertThat(JourneyText.text(journey))
                .contains("waits: a person decides")
                .doesNotContain("at rest");
        assertThat(JourneyText.json(journey).path("atRest").asBoolean(true)).isFalse();
    }

    @Test
    void an_item_tells_its_times_and_what_is_missing() {
        var read = Map.of("kind", text("PHOTO"), "ocrState", text("READ"), "readAt", text("2026-11-21T12:00:02.000Z"));
        var item = new StoredItem(Map.of(
                "receivedAt", text("2026-11-21T12:00:00.000Z"),
                "ingestState", text("STORED"),
                "storedAt", text("2026-11-21T12:00:01.000Z"),
                "traceparent", text("00-0123456789abcdef0123456789abcdef-00f067aa0ba902b7-01"),
                "userPhone", text("+27831234567"),
                "parts", AttributeValue.fromM(Map.of("MM01", AttributeValue.fromM(read)))));

        assertThat(item.traceId()).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(item.moments())
                .extracting(Moment::at)
                .containsExactly(NOON, NOON.plusSeconds(1), NOON.plusSeconds(2));
        assertThat(item.moments().toString()).doesNotContain("27831234567");
        assertThat(item.waits())
                .containsExactly(
                        "the broker has not confirmed it: the sweeper tells it again each minute",
                        "part MM01 (PHOTO) has no outcome: the photo was read, and billing has not decided yet");
    }

    @Test
    void an_item_tells_what_every_version_of_the_reader_made_of_a_photo() {
        var first = Map.of("ocrState", text("READ"), "readAt", text("2026-11-21T12:00:00Z"), "ocr", work("old-1"));
        var again =
                Map.of("ocrState", text("UNREADABLE"), "readAt", text("2026-11-21T13:00:00Z"), "ocr", work("new-2"));
        var part = new HashMap<>(first);
        part.put("furtherResults", AttributeValue.fromM(Map.of("new-2", AttributeValue.fromM(again))));
        var item = new StoredItem(Map.of("parts", AttributeValue.fromM(Map.of("MM01", AttributeValue.fromM(part)))));

        assertThat(item.moments())
                .extracting(Moment::what)
                .containsExactly("the reader: READ, version old-1", "read again: UNREADABLE, version new-2");
    }

    private static AttributeValue work(String readerVersion) {
        return AttributeValue.fromM(Map.of("readerVersion", text(readerVersion)));
    }

    @Test
    void an_item_of_an_older_version_tells_what_it_knows() {
        var item = new StoredItem(Map.of("receivedAt", text("2026-11-21T12:00:00Z"), "ingestState", text("PUBLISHED")));

        assertThat(item.traceId()).isEmpty();
        assertThat(item.moments()).hasSize(1);
        assertThat(item.waits()).isEmpty();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
