package org.meterline.ocr.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ocr.reader.Strips.step;

import org.junit.jupiter.api.Test;

class AlignmentTest {

    @Test
    void each_digit_has_its_step() {
        assertThat(Alignment.peaks("407", Strips.spelling(" 4  0 7 ", Strips.CLEAR)))
                .containsExactly(1, 4, 6);
    }

    @Test
    void the_same_digit_twice_has_two() {
        assertThat(Alignment.peaks("00", Strips.spelling("0 0", Strips.CLEAR))).containsExactly(0, 2);
    }

    @Test
    void of_several_steps_the_clearest_counts() {
        var steps = Strips.steps(
                new float[][] {step(0.3, 6, 0.7), step(0.05, 6, 0.95), step(0.4, 6, 0.6), step(0.1, 1, 0.9)}, 1);

        assertThat(Alignment.peaks("61", steps)).containsExactly(1, 3);
    }

    @Test
    void a_digit_that_is_hardly_there_lies_where_it_would_be() {
        var symbols = Strips.spelling("1 2 3", 0.98f).symbols();
        symbols[2] = step(0.02, 2, 0.7, 8, 0.28);

        assertThat(Alignment.peaks("183", Strips.steps(symbols, 1))).containsExactly(0, 2, 4);
    }
}
