package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

    @Test
    void blank_repeated_and_unknown_fields_are_kept_in_their_order() {
        var form = Form.of("b=&a=1&a=2&New=x&flag&=noname").orElseThrow();

        assertThat(form.fields())
                .containsExactly(
                        Form.Field.of("b", ""),
                        Form.Field.of("a", "1"),
                        Form.Field.of("a", "2"),
                        Form.Field.of("New", "x"),
                        Form.Field.of("flag", ""),
                        Form.Field.of("", "noname"));
    }

    @Test
    void values_are_decoded_and_never_trimmed() {
        var form = Form.of("Body=%20two+words%C3%A9%F0%9F%93%B7%20").orElseThrow();
        assertThat(form.get("Body")).isEqualTo(" two wordsé📷 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%C3", "a=%ff", "%80=a", "a=%ed%a0%80"})
    void what_is_no_utf8_is_refused(String body) {
        assertThat(Form.of(body)).isEmpty();
    }

    @Test
    void a_json_object_is_a_form_too() {
        var form = Form.of("{\"MessageSid\":\"SM1\",\"NumMedia\":2,\"Deep\":{\"a\":1},\"None\":null}")
                .orElseThrow();
        assertThat(Samples.names(form.fields())).isEqualTo("MessageSid,NumMedia,Deep,None");
        assertThat(form.get("NumMedia")).isEqualTo("2");
        assertThat(form.get("Deep")).isEqualTo("{\"a\":1}");
        assertThat(form.get("None")).isNull();
        assertThat(Form.of("{broken")).isEmpty();
    }

    @Property(tries = 500)
    void what_java_encodes_is_decoded_to_the_same(@ForAll("fields") List<Form.Field> fields) {
        var body = fields.stream()
                .map(field -> encode(field.name()) + "=" + encode(field.value().value()))
                .collect(Collectors.joining("&"));
        assertThat(Form.of(body).orElseThrow().fields()).isEqualTo(fields);
    }

    @Property(tries = 500)
    void any_text_is_a_form_or_is_refused_and_never_a_failure(@ForAll String body) {
        assertThat(Form.of(body))
                .satisfiesAnyOf(
                        form -> assertThat(form).isEmpty(),
                        form -> assertThat(form.orElseThrow().fields())
                                .allSatisfy(field -> assertThat(isText(field.name())
                                                && isText(field.value().value()))
                                        .isTrue()));
    }

    @Provide
    Arbitrary<List<Form.Field>> fields() {
        var texts = Arbitraries.strings().all().ofMaxLength(12).filter(FormTest::isText);
        return Combinators.combine(texts, texts)
                .as(Form.Field::of)
                .list()
                .ofMaxSize(8)
                .filter(fields -> !fields.isEmpty());
    }

    private static boolean isText(String value) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Test
    void nothing_that_was_said_is_printed() {
        var form = Samples.form("Body", "my secret");
        assertThat(List.of(form, form.fields()).toString()).doesNotContain("secret");
    }
}
