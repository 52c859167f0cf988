package org.meterline.readings.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.meterline.readings.domain.Examples.NOW;
import static org.meterline.readings.domain.Examples.electricity;
import static org.meterline.readings.domain.Examples.index;
import static org.meterline.readings.domain.Examples.monthly;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterline.contracts.MeterType;
import org.meterline.readings.MeterIndex;
import org.meterline.readings.domain.History.Point;

class ExpectationTest {

    private static final Register REGISTER = electricity(4, 0);
    private static final History STEADY = monthly("1000", "1300", "1600");

    static Stream<History> histories() {
        var later = new Point(index("1700"), NOW.plus(Duration.ofDays(10)), null);
        return Stream.of(
                History.EMPTY,
                monthly("0500"),
                STEADY,
                monthly("9300", "9600", "9900"),
                monthly("1000", "1000", "1000"),
                new History(STEADY.before(), later),
                new History(List.of(), later));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void the_chances_of_everything_that_the_dial_can_show_add_up_to_one(History history) {
        var expectation = expected(history);

        var sum = LongStream.range(0, 10_000)
                .mapToDouble(
                        shown -> expectation.of(new MeterIndex(shown * 1_000)).value())
                .sum();

        assertThat(sum).isCloseTo(1, within(1e-3)); // what a fat tail has beyond the whole register
    }

    @Test
    void the_usual_is_likelier_than_the_unusual_and_nothing_is_impossible() {
        var expectation = expected(STEADY);

        assertThat(lift(expectation, "1900")).isGreaterThan(lift(expectation, "2800"));
        assertThat(lift(expectation, "2800")).isGreaterThan(lift(expectation, "1500"));
        assertThat(lift(expectation, "1500")).isGreaterThan(0.01);
        assertThat(lift(expectation, "1900")).isGreaterThan(5);
    }

    @Test
    void a_meter_without_a_past_lets_expect_nothing() {
        var expectation = expected(History.EMPTY);

        assertThat(expectation.knowsSomething()).isFalse();
        assertThat(expectation.range()).isEmpty();
        assertThat(lift(expectation, "0001")).isCloseTo(1, within(1e-9));
        assertThat(lift(expectation, "9999")).isCloseTo(1, within(1e-9));
    }

    @Test
    void what_showed_more_later_did_not_show_more_before() {
        var later = new Point(index("1700"), NOW.plus(Duration.ofDays(10)), null);
        var expectation = expected(new History(STEADY.before(), later));

        assertThat(lift(expectation, "1675")).isGreaterThan(50);
        assertThat(lift(expectation, "1701")).isLessThan(0.1);
    }

    @Test
    void an_empty_house_is_expected_to_stay_empty_more_than_a_lived_in_one() {
        assertThat(lift(expected(monthly("1000", "1000", "1000")), "1000"))
                .isGreaterThan(3 * lift(expected(STEADY), "1600"));
    }

    @Test
    void the_range_is_said_as_the_dial_would_show_it() {
        assertThat(expected(monthly("9300", "9600", "9900")).range().orElseThrow())
                .matches("00\\d\\d – 0\\d\\d\\d");
    }

    private static Expectation expected(History history) {
        return Expectation.of(REGISTER, history, NOW, Limits.of(MeterType.ELECTRICITY));
    }

    private static double lift(Expectation expectation, String dial) {
        return expectation.lift(index(dial)).value();
    }
}
