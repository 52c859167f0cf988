package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BrokerOutageTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T08:15:30Z"));
    private final BrokerOutage outage = new BrokerOutage(now::get);

    @Test
    void a_broker_that_is_well_is_asked_by_all_and_that_it_answers_is_no_news() {
        assertThat(outage.letsThrough()).isTrue();
        assertThat(outage.letsThrough()).isTrue();
        assertThat(outage.isOver()).isEmpty();
    }

    @Test
    void one_that_did_not_answer_is_asked_by_nobody_and_after_the_pause_by_one() {
        assertThat(outage.goesOn()).as("news").isTrue();
        pass(BrokerOutage.PAUSE.minusNanos(1));
        assertThat(outage.letsThrough()).isFalse();

        pass(Duration.ofNanos(1));
        assertThat(outage.letsThrough()).isTrue();
        assertThat(outage.letsThrough()).as("a second one").isFalse();
        assertThat(outage.goesOn()).as("news").isFalse();
    }

    @Test
    void when_it_is_over_it_is_said_once_how_many_events_it_has_cost() {
        outage.goesOn();
        outage.letsThrough();
        outage.letsThrough();
        pass(BrokerOutage.PAUSE);
        outage.letsThrough();

        assertThat(outage.isOver()).isEqualTo(OptionalLong.of(3));
        assertThat(outage.isOver()).isEmpty();
        assertThat(outage.letsThrough()).isTrue();
        assertThat(outage.letsThrough()).isTrue();

        outage.goesOn();
        assertThat(outage.isOver()).as("of the next outage").isEqualTo(OptionalLong.of(1));
    }

    @Test
    void who_is_let_through_and_comes_back_without_a_word_leaves_it_to_the_next() {
        outage.goesOn();
        pass(BrokerOutage.PAUSE);
        assertThat(outage.letsThrough()).isTrue();

        pass(BrokerOutage.PAUSE);
        assertThat(outage.letsThrough()).isTrue();
    }

    private void pass(Duration time) {
        now.updateAndGet(moment -> moment.plus(time));
    }
}
