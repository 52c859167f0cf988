package org.meterline.ocr.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelTest {

    private static final Label.Group GROUP = new Label.Group("water_drum", "CN", "somewhere");

    @ParameterizedTest
    @CsvSource({
        "00257,    true",
        "257,      true",
        "0257.9,   true",
        "'257,9',  true",
        "00258,    true", // the alternative
        "00256,    false",
        "2570,     false",
        "'',       false",
        "25a,      false"
    })
    void the_integer_part_decides_and_leading_zeros_do_not(String reading, boolean right) {
        assertThat(label(false, "00257", "00258").isRight(answer(reading, false)))
                .isEqualTo(right);
    }

    @Test
    void a_wheel_that_turns_may_be_labelled_with_the_digit_it_goes_to() {
        assertThat(label(false, "00257").isRight(answer("00256", true))).isTrue();
        assertThat(label(false, "00257").isRight(answer("00256", false))).isFalse();
        assertThat(label(false, "00257").isRight(answer("00258", true))).isFalse();
    }

    @Test
    void a_neighbour_is_near() {
        assertThat(label(false, "00257").isNear(answer("00258.4", false))).isTrue();
        assertThat(label(false, "00257").isNear(answer("00259", false))).isFalse();
    }

    @Test
    void decimals_count_where_the_label_states_them() {
        var label = new Label("a.jpg", GROUP, true, Label.numbers(Set.of("0257.90"), false), "0257.90", false);

        assertThat(label.isExact(answer("257.90", false))).isTrue();
        assertThat(label.isExact(answer("257.9", false))).isFalse();
        assertThat(label(false, "257").isExact(answer("257", false))).isFalse();
    }

    @Test
    void where_all_digits_are_labelled_the_point_does_not_matter() {
        assertThat(label(true, "12345").isRight(answer("0123.45", false))).isTrue();
        assertThat(label(true, "12345").isRight(answer("0123", false))).isFalse();
    }

    @Test
    void no_answer_to_what_nobody_can_read_is_right() {
        var label = new Label("a.jpg", GROUP, false, Set.of(), null, false);

        assertThat(label.isRight(answer("123", false))).isFalse();
        assertThat(label.isNear(answer("123", true))).isFalse();
    }

    static Label label(boolean allDigits, String... accepted) {
        return new Label("a.jpg", GROUP, true, Label.numbers(Set.of(accepted), allDigits), null, allDigits);
    }

    static Answer answer(String reading, boolean turning) {
        return new Answer(true, reading, 0.9, turning, null, 1);
    }
}
