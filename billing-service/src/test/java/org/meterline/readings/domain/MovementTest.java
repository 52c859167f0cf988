package org.meterline.readings.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.readings.domain.Examples.NOW;
import static org.meterline.readings.domain.Examples.electricity;
import static org.meterline.readings.domain.Examples.index;
import static org.meterline.readings.domain.Examples.monthly;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterline.contracts.MeterType;
import org.meterline.readings.Fact;
import org.meterline.readings.domain.Movement.Kind;

class MovementTest {

    private static final Limits LIMITS = Limits.of(MeterType.ELECTRICITY);

    @ParameterizedTest(name = "from {0} to {1} in thirty days is {2}")
    @CsvSource({
        "01000, 01300, FORWARD",
        "01000, 01000, NONE",
        "01000, 00999, BACKWARD",
        "01000, 08500, FORWARD", // 250 a day: nothing usual is known yet
        "01000, 08501, EXTREME",
        "99900, 00200, ROLLOVER",
        "89999, 00001, BACKWARD", // not near the end of the register
        "99900, 10000, BACKWARD", // nor near its beginning
        "90001, 09999, BACKWARD", // 19,998 in thirty days: rather misread than rolled over
    })
    void five_wheels_thirty_days_later(String from, String to, Kind expected) {
        assertThat(movement(monthly(from), to).kind()).isEqualTo(expected);
    }

    @Test
    void too_high_is_measured_by_what_is_usual_for_this_meter() {
        var history = monthly("01000", "01900", "02800", "03700"); // 30 a day

        assertThat(movement(history, "07300").kind()).isEqualTo(Kind.FORWARD); // 120 a day: four times
        var high = movement(history, "07301");
        assertThat(high.kind()).isEqualTo(Kind.HIGH);
        assertThat(high.evidence().of(Fact.USUAL_PER_DAY)).contains("30.000");
        assertThat(high.evidence().of(Fact.CONSUMPTION)).contains("3601.000");
        assertThat(high.evidence().of(Fact.CONSUMPTION_LIMIT)).contains("3600.000");
    }

    @Test
    void those_who_use_next_to_nothing_may_use_a_calm_amount() {
        var history = monthly("01000", "01003", "01006");

        assertThat(movement(history, "01606").kind()).isEqualTo(Kind.FORWARD); // 20 a day
        assertThat(movement(history, "01607").kind()).isEqualTo(Kind.HIGH);
    }

    @Test
    void one_bad_high_interval_does_not_make_high_readings_usual() {
        var poisoned =
                monthly("01000", "01900", "09400", "02800", "03700"); // a misread in the middle that somebody believed

        assertThat(poisoned.usualThousandthsPerDay().orElseThrow()).isLessThan(new BigDecimal("31000"));
        assertThat(movement(poisoned, "07301").kind()).isEqualTo(Kind.HIGH);
    }

    @Test
    void a_long_gap_does_not_make_everything_believable() {
        var yearsAgo =
                new History(List.of(new History.Point(index("01000"), NOW.minus(Duration.ofDays(399)), null)), null);

        assertThat(movement(yearsAgo, "26000").kind()).isEqualTo(Kind.FORWARD); // 100 days of the most
        assertThat(movement(yearsAgo, "26001").kind()).isEqualTo(Kind.EXTREME);
    }

    @Test
    void a_photo_that_comes_late_may_not_exceed_what_was_shown_later() {
        var later = new History.Point(index("01500"), NOW.plus(Duration.ofDays(2)), null);
        var history = new History(monthly("01000").before(), later);

        assertThat(movement(history, "01500").kind()).isEqualTo(Kind.FORWARD);
        assertThat(movement(history, "01501").kind()).isEqualTo(Kind.BEYOND_LATER);
    }

    @Test
    void the_multiplier_counts_for_consumption_and_not_for_the_dial() {
        var transformer = new Register(MeterType.ELECTRICITY, 5, 0, new BigDecimal("40"));
        var movement = Movement.to(index("01010"), NOW, transformer, monthly("01000"), LIMITS);

        assertThat(movement.movedThousandths()).isEqualTo(10_000);
        assertThat(movement.evidence().of(Fact.CONSUMPTION)).contains("400.000");
    }

    @Test
    void a_first_reading_has_nothing_to_be_compared_with() {
        assertThat(movement(History.EMPTY, "01000").kind()).isEqualTo(Kind.FIRST);
    }

    @Test
    void several_photos_of_one_day_are_one_interval() {
        var points = new ArrayList<History.Point>();
        points.add(new History.Point(index("01000"), NOW.minus(Duration.ofDays(10)), null));
        points.add(new History.Point(index("01100"), NOW.minus(Duration.ofDays(5)), 100_000L));
        points.add(
                new History.Point(index("01102"), NOW.minus(Duration.ofDays(5)).plusSeconds(60), 2_000L));
        points.add(new History.Point(index("01200"), NOW, 98_000L));

        assertThat(new History(points, null).usualThousandthsPerDay().orElseThrow())
                .isEqualByComparingTo(new BigDecimal("20000.000"));
    }

    private static Movement movement(History history, String to) {
        return Movement.to(index(to), NOW, electricity(5, 0), history, LIMITS);
    }
}
