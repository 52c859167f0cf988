package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TwilioSignatureTest {

    private static final String URL_A = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private static final Form FORM_A = Samples.form(
            "CallSid", "CA1234567890ABCDE",
            "Caller", "+14158675309",
            "Digits", "1234",
            "From", "+14158675309",
            "To", "+18005551212");
    private static final byte[] JSON_B =
            "{\"property\": \"value\", \"boolean\": true}".getBytes(StandardCharsets.UTF_8);
    private static final String URL_B =
            URL_A + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    @Test
    void the_signature_of_twilios_own_tests_is_right() {
        assertThat(TwilioSignature.of(URL_A, FORM_A, "12345")).isEqualTo("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
        assertThat(matches("RSOYDt4T1cUTdK1PDd93/VVr8B8=", URL_A, FORM_A, "12345"))
                .isTrue();
    }

    @Test
    void a_url_counts_with_and_without_its_port() {
        var withPort = "https://mycompany.com:443/myapp.php?foo=1&bar=2";
        assertThat(TwilioSignature.of(withPort, FORM_A, "12345")).isEqualTo("kvajT1Ptam85bY51eRf/AJRuM3w=");
        assertThat(matches("kvajT1Ptam85bY51eRf/AJRuM3w=", URL_A, FORM_A, "12345"))
                .isTrue();
        assertThat(matches("RSOYDt4T1cUTdK1PDd93/VVr8B8=", withPort, FORM_A, "12345"))
                .isTrue();
    }

    @Test
    void a_json_body_is_signed_by_its_hash() {
        var signature = "a9nBmqA0ju/hNViExpshrM61xv4=";
        var changed = "{\"property\": \"other\", \"boolean\": true}".getBytes(StandardCharsets.UTF_8);
        assertThat(TwilioSignature.matches(signature, URL_B, new Form(List.of()), JSON_B, List.of("12345")))
                .isTrue();
        assertThat(TwilioSignature.matches(signature, URL_B, new Form(List.of()), changed, List.of("12345")))
                .isFalse();
    }

    @Test
    void the_sample_webhook_is_signed_for_the_url_that_twilio_was_given() {
        var form = Form.of(Samples.PHOTO_BODY).orElseThrow();
        assertThat(TwilioSignature.of("https://hooks.example.com/prod/webhooks/twilio/whatsapp", form, Samples.TOKEN))
                .isEqualTo("XB+oK9jCtzS/FPoxy2pe1JmE1yk=");
        assertThat(TwilioSignature.of("https://hooks.example.com/webhooks/twilio/whatsapp", form, Samples.TOKEN))
                .isEqualTo("OjXIh3HbKqYLhtRNRdjx+9vlxOU=");
    }

    @Test
    void either_of_two_tokens_will_do_and_no_token_never_does() {
        var signature = TwilioSignature.of(URL_A, FORM_A, "secondary");
        assertThat(TwilioSignature.matches(signature, URL_A, FORM_A, new byte[0], List.of("primary", "secondary")))
                .isTrue();
        assertThat(TwilioSignature.matches(signature, URL_A, FORM_A, new byte[0], List.of("primary")))
                .isFalse();
        assertThat(TwilioSignature.matches(signature, URL_A, FORM_A, new byte[0], List.of()))
                .isFalse();
    }

    @Test
    void a_repeated_field_counts_each_distinct_value_once_in_order() {
        var repeated = Samples.form("b", "2", "a", "y", "a", "x", "a", "y");
        var url = "https://example.com/";
        assertThat(TwilioSignature.of(url, repeated, "t"))
                .isEqualTo(TwilioSignature.of(url + "axayb2", new Form(List.of()), "t"));
    }

    @Property(tries = 300)
    void what_is_signed_here_is_valid_for_twilio_and_what_is_changed_is_not(
            @ForAll("fields") Map<String, String> fields,
            @ForAll @StringLength(min = 1, max = 40) String token,
            @ForAll("urls") String url) {
        var form = new Form(fields.entrySet().stream()
                .map(field -> Form.Field.of(field.getKey(), field.getValue()))
                .toList());
        var oracle = new RequestValidator(token);

        var signature = TwilioSignature.of(url, form, token);

        assertThat(oracle.validate(url, fields, signature)).isTrue();
        assertThat(matches(signature, url, form, token)).isTrue();
        assertThat(oracle.validate(url + "x", fields, signature)).isFalse();
        assertThat(matches(signature, url + "x", form, token)).isFalse();
        assertThat(matches(signature, url, form, token + "x")).isFalse();
    }

    @Provide
    Arbitrary<Map<String, String>> fields() {
        var texts = Arbitraries.strings()
                .all()
                .excludeChars('\u0000')
                .ofMaxLength(20)
                .filter(TwilioSignatureTest::isText);
        return Arbitraries.maps(texts.filter(name -> !name.isEmpty()), texts).ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> urls() {
        return Arbitraries.of(
                "https://hooks.example.com/prod/webhooks/twilio/whatsapp",
                "https://hooks.example.com:8443/webhook",
                "http://127.0.0.1:8080/webhooks/twilio/sms",
                "https://hooks.example.com/webhook?a=1&b=two");
    }

    private static boolean isText(String value) {
        return value.equals(new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    private static boolean matches(String signature, String url, Form form, String token) {
        return TwilioSignature.matches(signature, url, form, new byte[0], List.of(token));
    }
}
