package org.meterline.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.contracts.Channel.SMS;
import static org.meterline.contracts.Channel.WHATSAPP;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterline.messaging.domain.Routing.Reason;
import org.meterline.messaging.domain.Routing.Route;
import org.meterline.messaging.domain.Routing.Situation;

class RoutingTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String CONTENT = "HX00000000000000000000000000000001";

    @Test
    void the_window_is_open_for_a_day_less_a_margin_after_the_last_word() {
        assertThat(SessionWindow.isOpen(null, NOW)).isFalse();
        assertThat(SessionWindow.isOpen(NOW, NOW)).isTrue();
        assertThat(SessionWindow.isOpen(NOW.minus(Duration.ofHours(24).minusSeconds(61)), NOW))
                .isTrue();
        assertThat(SessionWindow.isOpen(NOW.minus(Duration.ofHours(24).minusSeconds(60)), NOW))
                .isFalse();
        assertThat(SessionWindow.isOpen(NOW.minus(Duration.ofHours(25)), NOW)).isFalse();
    }

    @Test
    void inside_the_window_words_go_freely() {
        assertThat(Routing.decide(new Situation(WHATSAPP, false, false, true, CONTENT, List.of(), true)))
                .isEqualTo(new Route.FreeText());
    }

    @Test
    void outside_the_window_a_template_goes_else_a_text_message_else_nothing() {
        assertThat(Routing.decide(new Situation(WHATSAPP, false, false, false, CONTENT, List.of("1"), true)))
                .isEqualTo(new Route.Approved(CONTENT, List.of("1")));
        assertThat(Routing.decide(new Situation(WHATSAPP, false, false, false, null, List.of(), true)))
                .isEqualTo(new Route.AsSms());
        assertThat(Routing.decide(new Situation(WHATSAPP, false, false, false, null, List.of(), false)))
                .isEqualTo(new Route.None(Reason.WINDOW_CLOSED));
    }

    @Test
    void text_messages_know_no_window() {
        assertThat(Routing.decide(new Situation(SMS, false, false, false, null, List.of(), true)))
                .isEqualTo(new Route.FreeText());
        assertThat(Routing.decide(new Situation(SMS, false, false, true, null, List.of(), false)))
                .isEqualTo(new Route.None(Reason.NO_SMS_SENDER));
    }

    @Test
    void who_said_stop_hears_only_that_it_was_heard() {
        assertThat(Routing.decide(new Situation(WHATSAPP, true, false, true, CONTENT, List.of(), true)))
                .isEqualTo(new Route.None(Reason.OPTED_OUT));
        assertThat(Routing.decide(new Situation(WHATSAPP, true, true, true, null, List.of(), true)))
                .isEqualTo(new Route.FreeText());
    }
}
