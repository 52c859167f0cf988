package org.meterline.ocr.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.meterline.ocr.reader.Strips.step;

import org.junit.jupiter.api.Test;

class CtcBeamTest {

    @Test
    void ways_that_spell_the_same_text_add_up() {
        var steps = Strips.steps(new float[][] {step(0.6, 5, 0.4), step(0.6, 5, 0.4)}, 1);

        var texts = CtcBeam.texts(steps);

        // "5" is 5-, -5 and 55: likelier together than the likeliest single way, which spells nothing
        assertThat(texts.getFirst().digits()).isEqualTo("5");
        assertThat(texts.getFirst().chance()).isCloseTo(0.24 + 0.24 + 0.16, within(1e-6));
        assertThat(texts.get(1).digits()).isEmpty();
        assertThat(texts.get(1).chance()).isCloseTo(0.36, within(1e-6));
        assertThat(steps.plainly()).isEmpty();
    }

    @Test
    void a_digit_that_stays_is_one_and_after_nothing_it_is_another() {
        assertThat(likeliest("7 7--7")).isEqualTo("777");
        assertThat(likeliest("77")).isEqualTo("7");
        assertThat(likeliest("0123")).isEqualTo("0123");
    }

    @Test
    void the_runner_up_has_the_doubtful_digit_changed() {
        var symbols = Strips.spelling("1 2 3", 0.98f).symbols();
        symbols[2] = step(0.02, 2, 0.6, 8, 0.38);

        var texts = CtcBeam.texts(Strips.steps(symbols, 1));

        assertThat(texts).extracting(CtcBeam.Text::digits).startsWith("123", "183");
        assertThat(texts.get(1).chance() / texts.get(0).chance()).isCloseTo(0.38 / 0.6, within(0.02));
    }

    @Test
    void a_long_strip_of_doubt_is_still_answered() {
        var flat = new float[28][Steps.SYMBOLS];
        for (var step : flat) {
            java.util.Arrays.fill(step, 1f / Steps.SYMBOLS);
        }

        assertThat(CtcBeam.texts(Strips.steps(flat, 1))).hasSize(8);
    }

    private static String likeliest(String strip) {
        return CtcBeam.texts(Strips.spelling(strip, Strips.CLEAR)).getFirst().digits();
    }
}
