package org.meterline.operations.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.EventType;

/**
 * The fields of an event's body, each with whether the contract lets what a person is known by stand there. The schemas of
 * {@code contracts} say so with {@code x-personal-data}.
 */
final class EventFields {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<EventType, Set<String>> IDENTITIES = identities();

    /**
     * One value, or the name of a field.
     *
     * @param isIdentity whether the contract says that a person may be named here
     */
    record Field(String text, boolean isIdentity) {
        @Override
        public String toString() {
            return "Field";
        }
    }

    private EventFields() {}

    /**
     * All that a body says. One that is no JSON is a single field, and in one that no contract describes nobody may be named.
     *
     * @param type the CloudEvents type that it comes with, if any
     */
    static List<Field> in(@Nullable String type, String body) {
        Set<String> identities = type == null
                ? Set.of()
                : EventType.ofCloudEventType(type).map(IDENTITIES::get).orElse(Set.of());
        try {
            var fields = new ArrayList<Field>();
            gather(JSON.readTree(body), "", identities, fields);
            return fields;
        } catch (JsonProcessingException noJson) {
            return List.of(new Field(body, false));
        }
    }

    private static void gather(JsonNode node, String place, Set<String> identities, List<Field> fields) {
        if (node.isValueNode()) {
            fields.add(new Field(node.asText(), identities.contains(place)));
            return;
        }
        for (var property : node.properties()) {
            fields.add(new Field(property.getKey(), false));
            gather(property.getValue(), place + "/" + property.getKey(), identities, fields);
        }
        if (node.isArray()) {
            node.forEach(element -> gather(element, place + "/*", identities, fields));
        }
    }

    private static Map<EventType, Set<String>> identities() {
        var identities = new EnumMap<EventType, Set<String>>(EventType.class);
        for (var type : EventType.values()) {
            var places = new HashSet<String>();
            mark(schema(type), "", places);
            identities.put(type, Set.copyOf(places));
        }
        return identities;
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

    private static JsonNode schema(EventType type) {
        try (var in = EventType.class.getResourceAsStream("schemas/" + type.routingKey() + ".v1.json")) {
            return JSON.readTree(in);
        } catch (IOException failure) {
            throw new UncheckedIOException("the schema of " + type + " cannot be read", failure);
        }
    }
}
