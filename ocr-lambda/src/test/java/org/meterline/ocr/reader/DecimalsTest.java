package org.meterline.ocr.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DecimalsTest {

    @Test
    void the_point_stands_where_the_chances_change() {
        assertThat(Decimals.ofDisplay(new double[] {0.01, 0.02, 0.03, 0.97, 0.99})
                        .count())
                .isEqualTo(2);
        assertThat(Decimals.ofDisplay(new double[] {0.1, 0.1, 0.1}).count()).isZero();
    }

    @Test
    void one_doubtful_wheel_between_sure_ones_does_not_move_it() {
        assertThat(Decimals.ofDisplay(new double[] {0.01, 0.6, 0.05, 0.9, 0.4, 0.95})
                        .count())
                .isEqualTo(3);
    }

    @Test
    void there_is_a_digit_before_the_point() {
        assertThat(Decimals.ofDisplay(new double[] {0.99, 0.99}).count()).isEqualTo(1);
    }

    @Test
    void its_chance_is_among_all_places_of_the_point() {
        // before the point 0.8 and 0.5, behind it nothing: 0.4; or the second behind it: 0.4
        assertThat(Decimals.ofDisplay(new double[] {0.2, 0.5}).chance()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void what_the_eye_leaves_open_is_decided_by_how_many_wheels_are_usual() {
        var open = new double[] {0.02, 0.02, 0.05, 0.1, 0.45, 0.48, 0.6, 0.7};

        assertThat(Decimals.ofWheels(open).count()).isEqualTo(3);
        assertThat(Decimals.ofDisplay(open).count()).isEqualTo(2);
    }

    @Test
    void what_the_eye_sees_clearly_is_believed_although_it_is_unusual() {
        assertThat(Decimals.ofWheels(new double[] {0.01, 0.01, 0.01, 0.01, 0.01, 0.02, 0.03, 0.98})
                        .count())
                .isEqualTo(1);
        assertThat(Decimals.ofWheels(new double[] {0.01, 0.02, 0.98, 0.99, 0.99})
                        .count())
                .isEqualTo(3);
    }
}
