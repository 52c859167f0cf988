package org.meterline.ocr.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    @Test
    void three_pixels_become_two_by_exact_parts() {
        var axis = Axis.of(3, 2);

        assertThat(axis.first()).containsExactly(0, 1);
        assertThat(axis.shares()[0]).containsExactly(new float[] {2 / 3f, 1 / 3f}, within(1e-6f));
        assertThat(axis.shares()[1]).containsExactly(new float[] {1 / 3f, 2 / 3f}, within(1e-6f));
    }

    @Test
    void more_pixels_lie_between_the_old_ones_centres() {
        var axis = Axis.of(2, 4); // centres at -0.25, 0.25, 0.75 and 1.25 of the old ones

        assertThat(axis.first()).containsExactly(0, 0, 0, 0);
        assertThat(axis.shares()[0]).containsExactly(new float[] {1, 0}, within(1e-6f));
        assertThat(axis.shares()[1]).containsExactly(new float[] {0.75f, 0.25f}, within(1e-6f));
        assertThat(axis.shares()[2]).containsExactly(new float[] {0.25f, 0.75f}, within(1e-6f));
        assertThat(axis.shares()[3]).containsExactly(new float[] {0, 1}, within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"1600, 640", "1023, 640", "641, 640", "640, 640", "33, 64", "1, 64", "4000, 1"})
    void shares_add_up_to_one_and_stay_within_the_picture(int from, int to) {
        var axis = Axis.of(from, to);

        for (var i = 0; i < to; i++) {
            var sum = 0f;
            for (var share : axis.shares()[i]) {
                sum += share;
            }
            assertThat(sum).isCloseTo(1, within(1e-4f));
            assertThat(axis.first()[i]).isNotNegative();
            assertThat(axis.first()[i] + axis.shares()[i].length).isLessThanOrEqualTo(from);
        }
    }
}
