package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {

    @Test
    void a_setting_is_what_the_environment_says_or_its_default_or_a_complaint() {
        assertThat(Setting.TWILIO_API_ORIGIN.in(Map.of("TWILIO_API_ORIGIN", " http://127.0.0.1:1 ")))
                .isEqualTo("http://127.0.0.1:1");
        assertThat(Setting.TWILIO_API_ORIGIN.in(Map.of("TWILIO_API_ORIGIN", " ")))
                .isEqualTo("https://api.twilio.com");
        assertThatThrownBy(() -> Setting.MESSAGE_TABLE.in(Map.of())).hasMessageContaining("MESSAGE_TABLE");
    }

    @Test
    void what_must_be_set_is_enough_to_be_wired_without_a_socket_or_a_secret() {
        var environment = required();
        assertThat(new Wiring(environment, Limits.IN_TWILIOS_TIME).receiveWebhook())
                .isNotNull();
        assertThat(new Wiring(environment, Limits.IN_TWILIOS_TIME).sweepMessages())
                .isNotNull();
        assertThat(new Wiring(environment, Limits.IN_TWILIOS_TIME).reconcileMessages())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com/",
                "https://hooks.example.com/prod?a=b",
                "hooks.example.com",
                "https://u:p@hooks.example.com",
                "https://hooks.example.com/prod#rc=3"
            })
    void a_public_url_that_could_never_match_a_signature_stops_the_start(String url) {
        var environment = required();
        environment.put("PUBLIC_BASE_URL", url);
        assertThatThrownBy(() -> new Wiring(environment, Limits.IN_TWILIOS_TIME).receiveWebhook())
                .hasMessageContaining("PUBLIC_BASE_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://broker.example.com", "broker.example.com:5671", "amqps:///vhost"})
    void a_broker_that_cannot_be_one_stops_the_start(String endpoint) {
        var environment = required();
        environment.put("BROKER_ENDPOINT", endpoint);
        assertThatThrownBy(() -> new Wiring(environment, Limits.IN_TWILIOS_TIME).sweepMessages())
                .hasMessageContaining("BROKER_ENDPOINT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://mms.twiliocdn.com/path", "*.twiliocdn.com", "ftp://x", "https://a@b"})
    void an_origin_that_is_none_stops_the_start(String origin) {
        assertThatThrownBy(() -> Origin.parse(origin)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_origin_is_compared_whole() {
        assertThat(Origin.parse("https://MMS.twiliocdn.com")).isEqualTo(Origin.parse("https://mms.twiliocdn.com:443/"));
        assertThat(Origin.parse("https://mms.twiliocdn.com")).isNotEqualTo(Origin.parse("http://mms.twiliocdn.com"));
        assertThat(Origin.parse("http://[::1]:8080").authority()).isEqualTo("[::1]:8080");
        assertThat(Origin.parse("http://[::1]:8080").literal()).isNotNull();
        assertThat(Origin.parse("http://localhost").literal()).isNull();
    }

    private static Map<String, String> required() {
        var environment = new HashMap<String, String>(Map.of("AWS_REGION", "eu-central-1"));
        Arrays.stream(Setting.values())
                .filter(setting -> setting.fallback() == null)
                .forEach(setting -> environment.put(setting.name(), "some-name"));
        environment.put("BROKER_ENDPOINT", "amqps://broker.example.com:5671");
        environment.put("PUBLIC_BASE_URL", "https://hooks.example.com/prod");
        return environment;
    }
}
