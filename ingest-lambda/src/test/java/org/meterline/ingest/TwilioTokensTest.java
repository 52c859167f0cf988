package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TwilioTokensTest {

    private final MovableClock clock = new MovableClock(Samples.NOW);
    private final ScriptedSecrets secrets = new ScriptedSecrets().with("twilio", "{\"AC1\":[\"old\"]}");
    private final TwilioTokens tokens = new TwilioTokens(secrets, "twilio", clock);

    @Test
    void they_are_fetched_when_needed_and_kept_five_minutes() {
        assertThat(secrets.reads()).isZero();
        assertThat(tokens.of("AC1")).containsExactly("old");
        clock.advance(Duration.ofSeconds(299));
        assertThat(tokens.of("AC1")).containsExactly("old");
        assertThat(secrets.reads()).isOne();

        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.of("AC1")).containsExactly("old");
        assertThat(secrets.reads()).isEqualTo(2);
    }

    @Test
    void a_mismatch_fetches_again_and_forgeries_cannot_make_that_often() {
        assertThat(tokens.of("AC1")).containsExactly("old");
        secrets.with("twilio", "{\"AC1\":[\"new\",\"old\"]}");

        clock.advance(Duration.ofSeconds(30));
        assertThat(tokens.refreshed("AC1")).containsExactly("new", "old");
        for (var i = 0; i < 1_000; i++) {
            assertThat(tokens.refreshed("AC2")).isEmpty();
        }
        assertThat(secrets.reads()).isEqualTo(2);
    }

    @Test
    void an_outage_is_bridged_for_an_hour_and_then_fails() {
        assertThat(tokens.of("AC1")).containsExactly("old");
        secrets.fail();
        clock.advance(Duration.ofMinutes(59));
        assertThat(tokens.of("AC1")).containsExactly("old");
        assertThat(tokens.of("AC1")).containsExactly("old");
        assertThat(secrets.reads())
                .as("an outage is not asked for at each request")
                .isEqualTo(2);

        clock.advance(Duration.ofMinutes(6));
        assertThatThrownBy(() -> tokens.of("AC1")).hasMessage("the secret store is down");
    }

    @Test
    void a_blank_token_is_none() {
        secrets.with("twilio", "{\"AC1\":[\"\",\" \"]}");
        assertThat(tokens.of("AC1")).isEmpty();
    }

    @Test
    void a_malformed_secret_is_not_quoted() {
        secrets.with("twilio", "{\"AC1\":\"hush");
        assertThatThrownBy(() -> tokens.of("AC1"))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .message()
                .doesNotContain("hush");
    }
}
