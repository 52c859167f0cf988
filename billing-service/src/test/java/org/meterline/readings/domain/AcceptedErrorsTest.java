package org.meterline.readings.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterline.contracts.MeterType;
import org.meterline.readings.domain.AcceptedErrors.Step;

class AcceptedErrorsTest {

    private static final List<Step> HONEST = List.of(
            step(MeterType.WATER, "0.90", 100, "3", 3),
            step(MeterType.WATER, "0.95", 80, "0.8", 1),
            step(MeterType.WATER, "0.99", 50, "0.2", 0));

    @Test
    void the_less_error_is_wanted_the_surer_a_reading_has_to_be() {
        assertThat(asked(HONEST, MeterType.WATER, "0.04")).isEqualByComparingTo("0.90"); // 3 of 100, and one more
        assertThat(asked(HONEST, MeterType.WATER, "0.03")).isEqualByComparingTo("0.95");
        assertThat(asked(HONEST, MeterType.WATER, "0.02")).isEqualByComparingTo("0.99"); // none of 50, and one more
    }

    @Test
    void what_was_never_so_rare_is_never_accepted() {
        assertThat(asked(HONEST, MeterType.WATER, "0.019")).isEqualByComparingTo("1");
        assertThat(asked(HONEST, MeterType.GAS, "0.1"))
                .as("nothing is known of gas")
                .isEqualByComparingTo("1");
    }

    @Test
    void a_kind_that_is_doubted_more_has_to_be_surer() {
        var two = List.of(
                step(MeterType.WATER, "0.90", 100, "1", 1),
                step(MeterType.GAS, "0.90", 100, "3", 0),
                step(MeterType.WATER, "0.95", 80, "0.5", 0),
                step(MeterType.GAS, "0.95", 70, "0.5", 0));

        assertThat(asked(two, MeterType.WATER, "0.01")).isEqualByComparingTo("0.90"); // 2 of 200, of these a quarter
        assertThat(asked(two, MeterType.GAS, "0.01")).isEqualByComparingTo("0.95");
    }

    @Test
    void a_reader_that_is_wrong_less_often_than_it_says_is_believed_as_far_as_it_was_seen() {
        var modest = List.of(step(MeterType.GAS, "0.90", 1_000, "80", 4));

        assertThat(asked(modest, MeterType.GAS, "0.005")).isEqualByComparingTo("0.90");
        assertThat(asked(modest, MeterType.GAS, "0.004")).isEqualByComparingTo("1");
    }

    @ParameterizedTest
    @EnumSource(MeterType.class)
    void the_reader_that_ships_is_known_for_every_kind(MeterType kind) {
        var measured = AcceptedErrors.measured();

        assertThat(measured.confidenceFor(kind, new BigDecimal("0.02")))
                .isBetween(BigDecimal.valueOf(0.5), BigDecimal.ONE);
        assertThat(measured.confidenceFor(kind, new BigDecimal("0.005")))
                .isGreaterThanOrEqualTo(measured.confidenceFor(kind, new BigDecimal("0.02")))
                .isLessThan(BigDecimal.ONE);
    }

    private static BigDecimal asked(List<Step> steps, MeterType kind, String wanted) {
        return new AcceptedErrors(steps).confidenceFor(kind, new BigDecimal(wanted));
    }

    private static Step step(MeterType kind, String from, int readings, String doubts, int wrong) {
        return new Step(kind, new BigDecimal(from), readings, new BigDecimal(doubts), wrong);
    }
}
