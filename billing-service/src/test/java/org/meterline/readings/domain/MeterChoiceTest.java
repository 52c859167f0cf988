package org.meterline.readings.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.readings.domain.Examples.NOW;
import static org.meterline.readings.domain.Examples.ZONE;
import static org.meterline.readings.domain.Examples.candidate;
import static org.meterline.readings.domain.Examples.monthly;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.MeterType;
import org.meterline.readings.domain.MeterChoice.Choice;

class MeterChoiceTest {

    private final MeterFacts light = facts("EM-1111111", MeterType.ELECTRICITY, monthly("01000", "01300"));
    private final MeterFacts pump = facts("EM-2222222", MeterType.ELECTRICITY, monthly("55000", "55300"));
    private final MeterFacts water = facts("WM-3333333", MeterType.WATER, monthly("00100", "00110"));

    @Test
    void an_only_meter_is_the_one() {
        assertThat(choose(List.of(water), null, null, "01600")).isEqualTo(new Choice.Clear<>(water));
    }

    @Test
    void a_legible_serial_decides() {
        assertThat(choose(List.of(light, pump, water), null, "2222222", "01600"))
                .isEqualTo(new Choice.Clear<>(pump));
    }

    @Test
    void the_kind_decides_when_there_is_one_of_it() {
        assertThat(choose(List.of(light, pump, water), MeterType.WATER, null, "01600"))
                .isEqualTo(new Choice.Clear<>(water));
    }

    @Test
    void the_only_meter_that_can_show_it_is_the_one() {
        assertThat(choose(List.of(light, pump), null, null, "01600")).isEqualTo(new Choice.Clear<>(light));
        assertThat(choose(List.of(light, pump), null, null, "55550")).isEqualTo(new Choice.Clear<>(pump));
    }

    @Test
    void the_customer_is_asked_when_none_or_several_can_show_it() {
        assertThat(choose(List.of(light, pump), null, null, "30000")).isInstanceOf(Choice.Unclear.class);
        var twin = facts("EM-4444444", MeterType.ELECTRICITY, monthly("01010", "01290"));
        assertThat(choose(List.of(light, twin), null, null, "01600")).isInstanceOf(Choice.Unclear.class);
    }

    @Test
    void a_meter_that_was_never_read_leaves_it_unclear() {
        var unread = facts("EM-5555555", MeterType.ELECTRICITY, History.EMPTY);

        assertThat(choose(List.of(light, unread), null, null, "01600")).isInstanceOf(Choice.Unclear.class);
    }

    @Test
    void without_meters_there_is_nothing_to_choose() {
        assertThat(choose(List.of(), null, null, "01600")).isInstanceOf(Choice.None.class);
    }

    private static MeterFacts facts(String serial, MeterType kind, History history) {
        return new MeterFacts(serial, new Register(kind, 5, 0, BigDecimal.ONE), history, Limits.of(kind), ZONE);
    }

    private static Choice<MeterFacts> choose(
            List<MeterFacts> meters, @Nullable MeterType kind, @Nullable String serial, String dial) {
        var sighting = new Sighting(List.of(candidate(dial, "0.9")), kind, serial, List.of(), NOW);
        return MeterChoice.among(meters, Function.identity(), sighting);
    }
}
