package org.meterline.readings.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.readings.domain.Examples.electricity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialTest {

    @ParameterizedTest(name = "{0} on {1} digits and {2} decimals is {3}")
    @CsvSource({
        "01234.567, 5, 3, 1234.567", // as it stands
        "01234, 5, 3, 1234.000", // the red wheels were not read
        "01234567, 5, 3, 1234.567", // the point was not read
        "01234, 5, 0, 1234.000",
        "1234.5, 5, 1, 1234.500", // a display without leading zeros
        "01234.56, 5, 3, 1234.560", // the last wheel was not read
        "01234.5678, 5, 3, 1234.567", // finer than the books
        "01234.5, 5, 0, 1234.000",
        "012345.67, 5, 3, 1234.567", // the point one place too far right
        "0123.4567, 5, 3, 1234.567", // one place too far left
    })
    void the_likeliest_understanding_needs_no_history(String dial, int digits, int decimals, String understood) {
        var first =
                Dial.parse(dial).orElseThrow().on(electricity(digits, decimals)).getFirst();

        assertThat(first.index()).hasToString(understood);
        assertThat(first.needsHistory()).isFalse();
    }

    @ParameterizedTest(name = "{0} on {1} digits and {2} decimals may be {3}, if history says so")
    @CsvSource({
        "1234, 5, 0, 1234.000", // leading zeros dropped, or a digit lost
        "0123456, 5, 1, 1234.500", // a wheel more than the books know
        "0123456, 5, 3, 1234.560", // the last red wheel lost
        "91234567, 5, 2, 12345.670", // a digit to the left of the counter
        "91234567, 5, 2, 91234.560", // or to its right
        "1234567, 5, 3, 1234.567", // leading zeros dropped and the point lost
    })
    void some_understandings_are_believed_only_with_history(String dial, int digits, int decimals, String understood) {
        var ways = Dial.parse(dial).orElseThrow().on(electricity(digits, decimals));

        assertThat(ways).isNotEmpty().allMatch(Dial.Understanding::needsHistory);
        assertThat(ways).anyMatch(way -> way.index().toString().equals(understood));
    }

    @Test
    void what_is_no_dial_is_not_parsed() {
        assertThat(Dial.parse("12x4")).isEmpty();
        assertThat(Dial.parse("")).isEmpty();
        assertThat(Dial.parse("1.2.3")).isEmpty();
    }

    @Test
    void keeps_leading_zeros() {
        assertThat(Dial.parse("00012.30").orElseThrow()).hasToString("00012.30");
    }
}
