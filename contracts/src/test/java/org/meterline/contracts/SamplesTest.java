package org.meterline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The samples are what both sides of the broker test against, so they must be exactly what records and schemas say. */
class SamplesTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @ParameterizedTest
    @EnumSource
    void a_sample_fits_its_schema(EventType type) throws IOException {
        assertThat(complaints(type, sample(type))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_sample_becomes_its_record_and_the_same_json_again(EventType type) throws IOException {
        var sample = sample(type);

        var event = JSON.treeToValue(sample, type.body());

        assertThat(event.type()).isEqualTo(type);
        assertThat(JSON.<JsonNode>valueToTree(event)).isEqualTo(sample);
    }

    @ParameterizedTest
    @EnumSource
    void a_sample_shows_every_field_of_its_record(EventType type) throws IOException {
        var components = Arrays.stream(type.body().getRecordComponents())
                .map(component -> component.getName())
                .toList();

        assertThat(sample(type).fieldNames()).toIterable().containsExactlyElementsOf(components);
    }

    /** Forward compatible: who reads version 1 today must live with the fields that version 1 gets tomorrow. */
    @ParameterizedTest
    @EnumSource
    void a_field_from_the_future_is_ignored(EventType type) throws IOException {
        var future = (ObjectNode) sample(type);
        future.put("somethingNew", "42");

        assertThat(complaints(type, future)).isEmpty();
        assertThat(JSON.treeToValue(future, type.body())).isEqualTo(JSON.treeToValue(sample(type), type.body()));
    }

    /** Backward compatible: a field that was optional once stays optional, and what was required stays. */
    @ParameterizedTest
    @EnumSource
    void a_sample_without_its_nullable_fields_is_still_an_event(EventType type) throws IOException {
        var bare = (ObjectNode) sample(type);
        var required = schemaText(type).get("required");
        var optional = bare.deepCopy();
        required.forEach(name -> optional.remove(name.asText()));
        bare.remove(
                java.util.stream.StreamSupport.stream(((Iterable<String>) optional::fieldNames).spliterator(), false)
                        .toList());

        assertThat(complaints(type, bare)).isEmpty();
        assertThat(JSON.treeToValue(bare, type.body()).messageId()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_schema_objects(EventType type) throws IOException {
        var headless = (ObjectNode) sample(type);
        headless.remove("messageId");
        var nobody = (ObjectNode) sample(type);
        nobody.set("receivedAt", NullNode.getInstance());

        assertThat(complaints(type, headless)).isNotEmpty();
        assertThat(complaints(type, nobody)).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void an_event_that_lands_in_a_log_says_nothing_personal(EventType type) throws IOException {
        var event = JSON.treeToValue(sample(type), type.body());

        assertThat(event.toString()).isEqualTo(event.eventId()).doesNotContain("27831234567", "14155238886", "ZA.");
        assertThat(new ContactIdentity(ContactIdentity.Type.PHONE, "+27831234567"))
                .hasToString("PHONE");
    }

    @Test
    void the_customers_words_are_refused_on_the_broker() throws IOException {
        var chatty = (ObjectNode) sample(EventType.MESSAGE_RECEIVED);
        chatty.put("text", "my meter says 04821");

        assertThat(complaints(EventType.MESSAGE_RECEIVED, chatty)).isNotEmpty();
    }

    @Test
    void the_schemas_know_exactly_our_reasons_and_findings() throws IOException {
        assertThat(schemaText(EventType.READING_UNREADABLE).at("/properties/reason/enum"))
                .extracting(JsonNode::asText)
                .containsExactly(names(UnreadableReason.values()));
        assertThat(schemaText(EventType.READING_CAPTURED).at("/properties/findings/items/enum"))
                .extracting(JsonNode::asText)
                .containsExactly(names(QualityFinding.values()));
    }

    /** Readers that know no alternatives say nothing of them. */
    @Test
    void a_digit_without_alternatives_has_none() throws IOException {
        var plain = (ObjectNode) sample(EventType.READING_CAPTURED);
        plain.withArray("candidates")
                .forEach(candidate ->
                        candidate.get("digits").forEach(digit -> ((ObjectNode) digit).remove("alternatives")));

        assertThat(complaints(EventType.READING_CAPTURED, plain)).isEmpty();
        assertThat(JSON.treeToValue(plain, ReadingCaptured.class).candidates())
                .flatExtracting(Candidate::digits)
                .allSatisfy(digit -> assertThat(digit.alternatives()).isEmpty());
    }

    private static String[] names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toArray(String[]::new);
    }

    private static JsonNode sample(EventType type) throws IOException {
        return read("samples/" + type.routingKey() + ".v1.json");
    }

    private static JsonNode schemaText(EventType type) throws IOException {
        return read("schemas/" + type.routingKey() + ".v1.json");
    }

    private static JsonNode read(String resource) throws IOException {
        try (var in = EventType.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return JSON.readTree(in);
        }
    }

    private static Set<ValidationMessage> complaints(EventType type, JsonNode event) throws IOException {
        return schema(type).validate(event);
    }

    private static JsonSchema schema(EventType type) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        schemaText(type),
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }
}
