package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Map<String, String> COMPLETE = Map.of(
            "MESSAGE_TABLE", "messages",
            "PHOTO_BUCKET", "photos",
            "BROKER_ENDPOINT", "amqps://broker.example:5671",
            "BROKER_SECRET_ID", "meterline/broker");

    @Test
    void a_complete_environment_is_taken() {
        assertThat(Settings.from(COMPLETE))
                .isEqualTo(new Settings(
                        "messages", "photos", URI.create("amqps://broker.example:5671"), "meterline/broker", false));
    }

    @Test
    void what_is_missing_is_named_all_at_once() {
        var environment = new HashMap<>(COMPLETE);
        environment.remove("PHOTO_BUCKET");
        environment.put("BROKER_SECRET_ID", " ");

        assertThatThrownBy(() -> Settings.from(environment))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PHOTO_BUCKET, BROKER_SECRET_ID");
    }
}
