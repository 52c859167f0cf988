package org.meterline.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.meterline.simulator.FakeUtility;
import org.meterline.simulator.http.Parameters;

class OverridesTest {

    @Test
    void without_a_fragment_twilios_defaults_hold() {
        var defaults = Overrides.of("");

        assertThat(defaults.read()).isEqualTo(Duration.ofSeconds(15));
        assertThat(defaults.total()).isEqualTo(Duration.ofSeconds(15));
        assertThat(defaults.retries()).isEqualTo(1);
        assertThat(defaults.retried()).containsExactly("ct");
    }

    @Test
    void what_is_out_of_range_is_the_default() {
        var overrides = Overrides.of("rt=99999&tt=50&rc=9");

        assertThat(overrides).isEqualTo(Overrides.of(""));
    }

    @Test
    void a_fragment_can_ask_for_more_attempts_and_is_not_signed() throws Exception {
        try (var utility = new FakeUtility();
                var client = new WebhookClient("https://hooks.example.com", utility.origin())) {
            utility.answerWith(503, "text/xml");

            var delivery = client.call(
                    "https://hooks.example.com/webhooks/twilio/sms#rc=2&rp=5xx",
                    "token",
                    Parameters.parse("Body=hello"),
                    "one");

            assertThat(delivery.attempts()).isEqualTo(3);
            assertThat(delivery.errorCode()).isEqualTo(11200);
            assertThat(utility.calls())
                    .hasSize(3)
                    .allMatch(call -> call.idempotencyToken().equals("one"))
                    .allMatch(call -> call.isSigned("token", "https://hooks.example.com"));
        }
    }

    @Test
    void an_answer_that_does_not_come_in_time_is_11200() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var client =
                        new WebhookClient("https://hooks.example.com", "http://127.0.0.1:" + silent.getLocalPort())) {
            var delivery = client.call(
                    "https://hooks.example.com/webhooks/twilio/sms#rt=100&rp=5xx",
                    "token",
                    Parameters.parse("Body=x"),
                    "one");

            assertThat(delivery.httpStatus()).isZero();
            assertThat(delivery.attempts()).isEqualTo(1);
            assertThat(delivery.errorCode()).isEqualTo(11200);
        }
    }
}
