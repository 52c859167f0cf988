package org.meterline.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeterIndexTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1234|1234000", "01234.5|1234500", "'1234,567'|1234567", " 7 |7000", "99999999.999|99999999999"})
    void reads_a_dial_as_people_write_it(String dial, long thousandths) {
        assertThat(MeterIndex.parse(dial)).contains(new MeterIndex(thousandths));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12a", "-5", "1.2345", "123456789", "1,234.5", "١٢٣", "1 234"})
    void reads_nothing_else(String dial) {
        assertThat(MeterIndex.parse(dial)).isEmpty();
    }

    @Test
    void keeps_leading_zeros_on_the_dial_and_cuts_off_what_the_dial_does_not_show() {
        var index = new MeterIndex(1_234_567);

        assertThat(index.onDial(5, 0)).isEqualTo("01234");
        assertThat(index.onDial(5, 1)).isEqualTo("01234.5");
        assertThat(index.onDial(6, 3)).isEqualTo("001234.567");
        assertThat(index.value(1)).isEqualTo(new BigDecimal("1234.5"));
        assertThat(index).hasToString("1234.567");
    }

    @Test
    void is_never_below_zero_or_above_eight_wheels() {
        assertThatThrownBy(() -> new MeterIndex(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MeterIndex(100_000_000_000L)).isInstanceOf(IllegalArgumentException.class);
    }
}
