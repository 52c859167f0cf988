package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageTable.IngestState;

class EventJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void the_sample_webhook_becomes_the_sample_event() throws IOException {
        var message = Samples.message(Samples.PHOTO_BODY);
        var key = "meters/2026/11/" + Samples.PHOTO_MESSAGE + ".jpg";
        var photo = message.parts().getFirst().stored(FileType.JPEG, new Message.StoredFile(key, "00", 1));

        var event = PublishMessage.eventOf(message.with(List.of(photo), IngestState.STORED));

        assertThat(JSON.readTree(EventJson.write(event))).isEqualTo(sample(event));
    }

    @Test
    void a_status_callback_becomes_the_sample_event() throws IOException {
        var route = Route.in("/webhooks/twilio/status/0b9ff24e-2c5c-4a52-9a3e-4fd5b7a0c111")
                .orElseThrow();
        var body = Samples.body(
                "AccountSid",
                Samples.ACCOUNT,
                "MessageSid",
                Samples.sid("SM", 9),
                "MessageStatus",
                "undelivered",
                "ErrorCode",
                "63016",
                "From",
                "whatsapp:+14155238886",
                "To",
                "whatsapp:+27831234567");

        var event = PublishMessage.eventOf(Samples.message(body, route, Instant.parse("2026-11-21T08:15:41Z")));

        assertThat(JSON.readTree(EventJson.write(event))).isEqualTo(sample(event));
    }

    private static JsonNode sample(Event event) throws IOException {
        var name = "/org/meterline/contracts/samples/" + event.type().routingKey() + ".v1.json";
        try (var sample = Event.class.getResourceAsStream(name)) {
            return JSON.readTree(sample);
        }
    }
}
