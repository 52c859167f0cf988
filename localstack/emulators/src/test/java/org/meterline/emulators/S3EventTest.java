package org.meterline.emulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class S3EventTest {

    @Test
    void says_what_aws_says_of_a_stored_object() throws IOException {
        var event =
                read(S3Event.created(new StoredObject("Put", "photos", "meters/2026/01/SM 1+ü.jpg"), 42, "\"abc\""));

        var occurrence = event.path("Records").path(0);
        assertThat(occurrence.path("eventSource").asText()).isEqualTo("aws:s3");
        assertThat(occurrence.path("eventName").asText()).isEqualTo("ObjectCreated:Put");
        assertThat(occurrence.at("/s3/bucket/name").asText()).isEqualTo("photos");
        var object = occurrence.at("/s3/object");
        assertThat(object.path("key").asText()).isEqualTo("meters/2026/01/SM+1%2B%C3%BC.jpg");
        assertThat(object.path("size").asLong()).isEqualTo(42);
        assertThat(object.path("eTag").asText()).isEqualTo("abc");
    }

    @Test
    void later_events_have_greater_sequencers() throws IOException {
        var object = new StoredObject("Put", "photos", "meters/a.jpg");

        assertThat(sequencer(S3Event.created(object, 1, "a"))).isLessThan(sequencer(S3Event.created(object, 1, "a")));
    }

    private static String sequencer(String event) throws IOException {
        return read(event).at("/Records/0/s3/object/sequencer").asText();
    }

    private static JsonNode read(String event) throws IOException {
        return new ObjectMapper().readTree(event);
    }
}
