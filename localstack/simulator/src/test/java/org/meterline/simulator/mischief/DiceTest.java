package org.meterline.simulator.mischief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterline.simulator.http.Json;
import org.meterline.simulator.http.Refusal;
import org.meterline.simulator.mischief.Dice.Question;
import org.meterline.simulator.mischief.Mischief.SendFault;

class DiceTest {

    @Test
    void the_same_seed_hits_the_same_ones_whatever_else_is_diced_for() throws IOException {
        var one = new Dice(Mischief.CALM);
        var other = new Dice(Mischief.CALM);

        var ofOne = rolls(one);
        IntStream.range(0, 17).forEach(i -> other.falls(Question.FAILED, 50));

        assertThat(rolls(other)).isEqualTo(ofOne).contains(true, false);
        one.change(json("{\"seed\":2}"));
        assertThat(rolls(one)).isNotEqualTo(ofOne);
    }

    @Test
    void a_fault_with_a_limit_ends_by_itself() throws IOException {
        var dice = new Dice(Mischief.CALM);
        dice.change(json("{\"sendFault\":\"HTTP_500\",\"sendFaultsLeft\":2}"));

        assertThat(List.of(dice.nextSendFault(), dice.nextSendFault(), dice.nextSendFault()))
                .containsExactly(SendFault.HTTP_500, SendFault.HTTP_500, SendFault.NONE);
        assertThat(dice.mischief()).isEqualTo(Mischief.CALM);
    }

    @Test
    void a_change_of_one_setting_leaves_the_limit_of_another() throws IOException {
        var dice = new Dice(Mischief.CALM);
        dice.change(json("{\"sendFault\":\"HTTP_500\",\"sendFaultsLeft\":2}"));

        assertThat(dice.change(json("{\"failedPercent\":5}")).sendFaultsLeft()).isEqualTo(2);
        assertThat(dice.change(json("{\"sendFault\":\"TIMEOUT\"}")).sendFaultsLeft())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"unknown\":1}", "{\"failedPercent\":101}", "{\"sendFault\":\"EXPLODE\"}", "{\"seed\":\"x\"}"})
    void nonsense_is_refused_and_changes_nothing(String changes) {
        var dice = new Dice(Mischief.CALM);

        assertThatThrownBy(() -> dice.change(json(changes))).isInstanceOf(Refusal.class);
        assertThat(dice.mischief()).isEqualTo(Mischief.CALM);
    }

    private static List<Boolean> rolls(Dice dice) {
        return IntStream.range(0, 50)
                .mapToObj(i -> dice.falls(Question.OUT_OF_ORDER, 30))
                .toList();
    }

    private static JsonNode json(String text) throws IOException {
        return Json.MAPPER.readTree(text);
    }
}
