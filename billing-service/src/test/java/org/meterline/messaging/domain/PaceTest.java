package org.meterline.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meterline.messaging.domain.TokenBucket.Pace;

class PaceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Pace EIGHTY = new Pace(80, 80);

    @Test
    void a_sender_starts_with_its_burst_and_gets_no_more_than_its_pace() {
        var bucket = TokenBucket.full(EIGHTY, NOW);
        assertThat(bucket.whole()).isEqualTo(80);

        bucket = bucket.less(80);
        assertThat(bucket.whole()).isZero();
        assertThat(bucket.at(NOW.plusMillis(500), EIGHTY).whole()).isEqualTo(40);
        assertThat(bucket.at(NOW.plus(Duration.ofDays(9)), EIGHTY).whole()).isEqualTo(80);
    }

    @Test
    void many_short_looks_lose_nothing() {
        var bucket = TokenBucket.full(EIGHTY, NOW).less(80);
        var taken = 0;
        for (var milli = 1; milli <= 1_000; milli++) {
            bucket = bucket.at(NOW.plusMillis(milli), EIGHTY);
            taken += bucket.whole();
            bucket = bucket.less(bucket.whole());
        }
        assertThat(taken).isEqualTo(80);
    }

    @Test
    void a_clock_that_runs_backwards_fills_nothing() {
        var empty = TokenBucket.full(EIGHTY, NOW).less(80);
        assertThat(empty.at(NOW.minusSeconds(10), EIGHTY)).isEqualTo(empty);
        assertThat(empty.untilNext(EIGHTY)).isEqualTo(Duration.ofMillis(13));
    }

    @Test
    void one_person_gets_three_at_once_and_then_one_a_second() {
        @Nullable Instant pacedUntil = null;
        var sent = 0;
        while (RecipientPace.allows(pacedUntil, NOW)) {
            pacedUntil = RecipientPace.afterOne(pacedUntil, NOW);
            sent++;
        }
        assertThat(sent).isEqualTo(RecipientPace.BURST);
        assertThat(RecipientPace.allows(pacedUntil, NOW.plusMillis(999))).isFalse();
        assertThat(RecipientPace.allows(pacedUntil, NOW.plusSeconds(1))).isTrue();
    }

    @Test
    void waits_double_up_to_ten_minutes() {
        assertThat(BackOff.after(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(BackOff.after(4)).isEqualTo(Duration.ofSeconds(16));
        assertThat(BackOff.after(50)).isEqualTo(Duration.ofMinutes(10));
    }
}
