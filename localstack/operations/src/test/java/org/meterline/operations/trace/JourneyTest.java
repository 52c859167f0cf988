package org.meterline.operations.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.PackedText;
import software.amazon.awssdk.core.SdkBytes;
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

    @Test
    void what_is_packed_is_told_like_what_was_kept_plain() {
        var packed = PackedText.pack("{\"readerVersion\":\"new-2\",\"durationMillis\":480}");
        var part = Map.of(
                "s3Key", text("meters/2026/11/MM01.jpg"),
                "ocrState", text("READ"),
                "readAt", text("2026-11-21T12:00:02Z"),
                "ocr", AttributeValue.fromB(SdkBytes.fromByteArray(packed)));
        var item = new StoredItem(Map.of(
                "publishedAt", text("2026-11-21T12:00:01Z"),
                "parts", AttributeValue.fromM(Map.of("MM01", AttributeValue.fromM(part)))));

        assertThat(item.moments())
                .extracting(Moment::what)
                .containsExactly(
                        "told to the broker, and confirmed; every file was stored before",
                        "the reader: READ, version new-2, 480 ms of reading");
    }

    @Test
    void an_item_is_shown_with_all_that_is_packed_in_it() {
        var part = Map.of(
                "number", AttributeValue.fromN("1"),
                "ocr", AttributeValue.fromB(SdkBytes.fromByteArray(PackedText.pack("{\"text\":\"04821.7\"}"))));
        var shown = ReadItem.json(Map.of(
                "raw", AttributeValue.fromB(SdkBytes.fromByteArray(PackedText.pack("Body=hello&WaId=1"))),
                "contact", AttributeValue.fromL(List.of(text("someone"))),
                "later", AttributeValue.fromB(SdkBytes.fromUtf8String("from tomorrow")),
                "parts", AttributeValue.fromM(Map.of("MM01", AttributeValue.fromM(part)))));

        assertThat(shown.path("raw").asText()).isEqualTo("Body=hello&WaId=1");
        assertThat(shown.at("/parts/MM01/ocr/text").asText()).isEqualTo("04821.7");
        assertThat(shown.at("/parts/MM01/number").asInt()).isEqualTo(1);
        assertThat(shown.at("/contact/0").asText()).isEqualTo("someone");
        assertThat(shown.path("later").asText()).contains("does not know");
    }

    @Test
    void what_another_version_packed_does_not_hide_the_rest() {
        var part = Map.of(
                "ocrState", text("READ"),
                "readAt", text("2026-11-21T12:00:02Z"),
                "ocr", AttributeValue.fromB(SdkBytes.fromUtf8String("from tomorrow")));
        var item = new StoredItem(Map.of("parts", AttributeValue.fromM(Map.of("MM01", AttributeValue.fromM(part)))));

        assertThat(item.moments())
                .extracting(Moment::what)
                .containsExactly("the reader: READ, and how is kept in a form that this version does not know");
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
