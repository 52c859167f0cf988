package org.meterline.stack.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {

    @Test
    void it_is_as_long_as_the_webhooks_at_their_rate() {
        var timetable = timetable(3);
        var webhooks = timetable.all().stream()
                .mapToDouble(happening -> happening.kind().webhooks())
                .sum();

        assertThat(webhooks).isCloseTo(20_000, within(600.0));
        assertThat(timetable.length().toSeconds()).isCloseTo(435, within(30L));
    }

    @Test
    void five_in_a_hundred_webhooks_are_photos() {
        var photos = timetable(3).all().stream()
                .filter(happening -> happening.kind() == Kind.PHOTO)
                .count();

        assertThat(photos / 20_000.0).isCloseTo(0.05, within(0.005));
    }

    @Test
    void the_same_seed_is_the_same_storm_and_no_two_messages_share_an_id() {
        var one = timetable(3).all();

        assertThat(one).isEqualTo(timetable(3).all()).isNotEqualTo(timetable(4).all());
        assertThat(one).extracting(happening -> happening.sid(0)).doesNotHaveDuplicates();
    }

    @Test
    void the_shares_of_all_kinds_are_a_thousand() {
        assertThat(Arrays.stream(Kind.values()).mapToInt(Kind::perThousand).sum())
                .isEqualTo(1_000);
    }

    private static Timetable timetable(long seed) {
        var settings = new StormSettings(20_000, 0, seed, 50, Path.of("home"), null);
        List<Customer> customers = new Population(settings).all();
        return new Timetable(settings, customers);
    }
}
