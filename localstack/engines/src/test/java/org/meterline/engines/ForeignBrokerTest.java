package org.meterline.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ForeignBrokerTest {

    @Test
    void the_url_gives_an_address_without_credentials_and_the_credentials_decoded() {
        var broker = new ForeignBroker("amqps://some:p%40ss@broker.example/meterline");

        assertThat(broker.endpoint()).isEqualTo(URI.create("amqps://broker.example:5671/meterline"));
        assertThat(broker.username()).isEqualTo("some");
        assertThat(broker.password()).isEqualTo("p@ss");
    }

    @Test
    void without_credentials_it_is_a_guest() {
        var broker = new ForeignBroker("amqp://127.0.0.1:5672");

        assertThat(broker.username()).isEqualTo("guest");
        assertThat(broker.password()).isEqualTo("guest");
    }

    @Test
    void a_malformed_url_is_refused_without_being_repeated() {
        assertThatThrownBy(() -> new ForeignBroker("amqp://me:se cret@here"))
                .isInstanceOf(EngineException.class)
                .message()
                .doesNotContain("cret");
    }
}
