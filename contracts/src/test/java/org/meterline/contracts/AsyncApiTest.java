package org.meterline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The document that integrators read says what the code does. */
class AsyncApiTest {

    @Test
    void it_describes_exactly_the_events_that_exist() throws IOException {
        var addresses = document().get("channels").findValuesAsText("address");

        assertThat(addresses)
                .containsExactlyInAnyOrder(java.util.Arrays.stream(EventType.values())
                        .map(EventType::routingKey)
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void every_event_has_its_schema_and_the_exchange(EventType type) throws IOException {
        var message = document()
                .at("/components/messages/" + type.body().getSimpleName())
                .get("payload");

        assertThat(message.get("$ref").asText()).isEqualTo("schemas/" + type.routingKey() + ".v1.json");
        assertThat(EventType.class.getResource(message.get("$ref").asText())).isNotNull();
        assertThat(document().findValuesAsText("name")).contains(Topology.EVENTS);
    }

    @ParameterizedTest
    @EnumSource
    void somebody_listens_to_every_event(EventType type) {
        assertThat(Topology.QUEUES).anyMatch(queue -> queue.hears().contains(type));
    }

    @ParameterizedTest
    @EnumSource
    void what_a_person_is_known_by_is_marked_and_nothing_else(EventType type) throws IOException {
        var marked = new TreeSet<String>();
        mark(schema(type), "", marked);

        assertThat(marked)
                .containsExactlyElementsOf(
                        type == EventType.DELIVERY_REPORTED ? Set.of() : List.of("/contact/*/value", "/userPhone"));
    }

    private static void mark(JsonNode schema, String place, Set<String> marked) {
        if (schema.path("x-personal-data").asText().equals("identity")) {
            marked.add(place);
        }
        for (var property : schema.path("properties").properties()) {
            mark(property.getValue(), place + "/" + property.getKey(), marked);
        }
        if (schema.has("items")) {
            mark(schema.get("items"), place + "/*", marked);
        }
    }

    private static JsonNode schema(EventType type) throws IOException {
        try (var in = EventType.class.getResourceAsStream("schemas/" + type.routingKey() + ".v1.json")) {
            return new YAMLMapper().readTree(in);
        }
    }

    private static JsonNode document() throws IOException {
        try (var in = EventType.class.getResourceAsStream("asyncapi.yaml")) {
            return new YAMLMapper().readTree(in);
        }
    }
}
