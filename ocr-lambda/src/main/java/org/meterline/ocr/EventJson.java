package org.meterline.ocr;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import org.meterline.contracts.Event;

/** Events as the JSON of the contracts: instants as ISO-8601 text, decimals as plain numbers. */
final class EventJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private EventJson() {}

    static String write(Event event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("event " + event.eventId() + " has no JSON", impossible);
        }
    }

    static byte[] bytes(Event event) {
        return write(event).getBytes(StandardCharsets.UTF_8);
    }

    static <E extends Event> E read(String json, Class<E> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException malformed) { // its message would show what is in it
            throw new IllegalArgumentException("no " + type.getSimpleName() + " at "
                    + malformed.getLocation().offsetDescription());
        }
    }
}
