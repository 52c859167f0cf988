package org.meterline.operations.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterline.contracts.EventType;

class EventFieldsTest {

    private static final Map<EventType, Set<String>> NAMED = Map.of(
            EventType.MESSAGE_RECEIVED, Set.of("+27831234567", "27831234567"),
            EventType.READING_CAPTURED, Set.of("+27831234567", "27831234567"),
            EventType.READING_UNREADABLE, Set.of("+27831234567", "27831234567"),
            EventType.READING_FAILED, Set.of("null", "ZA.1a2b3c4d5e6f"),
            EventType.DELIVERY_REPORTED, Set.of());

    @ParameterizedTest
    @EnumSource
    void a_person_is_named_in_the_fields_that_the_contract_marks(EventType type) throws IOException {
        assertThat(identities(type.cloudEventType(), sample(type))).isEqualTo(NAMED.get(type));
    }

    @ParameterizedTest
    @EnumSource
    void nobody_may_be_named_in_what_no_contract_describes(EventType type) throws IOException {
        assertThat(identities(null, sample(type))).isEmpty();
        assertThat(identities("org.example.greeting.v1", sample(type))).isEmpty();
    }

    @Test
    void every_value_and_every_name_is_a_field() {
        var fields = EventFields.in(
                EventType.MESSAGE_RECEIVED.cloudEventType(),
                "{\"userPhone\":\"+27831234567\",\"extra\":{\"userPhone\":27831234567},\"list\":[1,{\"a\":true}]}");

        assertThat(fields)
                .containsExactly(
                        new EventFields.Field("userPhone", false),
                        new EventFields.Field("+27831234567", true),
                        new EventFields.Field("extra", false),
                        new EventFields.Field("userPhone", false),
                        new EventFields.Field("27831234567", false),
                        new EventFields.Field("list", false),
                        new EventFields.Field("1", false),
                        new EventFields.Field("a", false),
                        new EventFields.Field("true", false));
    }

    @Test
    void what_is_no_json_is_one_field() {
        assertThat(EventFields.in(null, "{hello")).containsExactly(new EventFields.Field("{hello", false));
    }

    private static Set<String> identities(@Nullable String type, String body) {
        return EventFields.in(type, body).stream()
                .filter(EventFields.Field::isIdentity)
                .map(EventFields.Field::text)
                .collect(Collectors.toSet());
    }

    private static String sample(EventType type) throws IOException {
        try (var in = EventType.class.getResourceAsStream("samples/" + type.routingKey() + ".v1.json")) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
