package org.meterline.ocr.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuadTest {

    private final Quad square = Quad.around(new Point(10, 10), new Point(1, 0), 4, 4);

    @Test
    void corners_go_round_from_the_top_left_of_the_text() {
        assertThat(square.corners())
                .containsExactly(new Point(8, 8), new Point(12, 8), new Point(12, 12), new Point(8, 12));
    }

    @Test
    void a_text_that_runs_down_has_its_top_on_the_right() {
        var down = Quad.around(new Point(0, 0), new Point(0, 1), 6, 2);

        assertThat(down.topLeft()).isEqualTo(new Point(1, -3));
        assertThat(down.topRight()).isEqualTo(new Point(1, 3));
        assertThat(down.width()).isEqualTo(6);
        assertThat(down.height()).isEqualTo(2);
    }

    @Test
    void upside_down_another_corner_comes_first() {
        assertThat(square.turned().topLeft()).isEqualTo(square.bottomRight());
        assertThat(square.turned().turned()).isEqualTo(square);
    }

    @Test
    void margins_are_in_heights_of_the_text() {
        var padded = Quad.around(new Point(0, 0), new Point(1, 0), 10, 2).padded(0.5, 0.25);

        assertThat(padded.topLeft()).isEqualTo(new Point(-6, -1.5));
        assertThat(padded.bottomRight()).isEqualTo(new Point(6, 1.5));
    }

    @Test
    void overlap_is_the_shared_area_of_all_area() {
        var shifted = Quad.around(new Point(12, 10), new Point(1, 0), 4, 4);

        assertThat(square.overlap(square)).isCloseTo(1, within(1e-9));
        assertThat(square.overlap(shifted)).isCloseTo(8.0 / 24, within(1e-9));
        assertThat(square.overlap(square.turned())).isCloseTo(1, within(1e-9));
        assertThat(square.overlap(Quad.around(new Point(30, 10), new Point(1, 0), 4, 4)))
                .isZero();
    }

    @Test
    void a_square_and_the_same_turned_by_an_eighth_share_an_octagon() {
        var half = Math.sqrt(0.5);
        var turned = Quad.around(new Point(10, 10), new Point(half, half), 4, 4);
        var octagon = 16 * 2 * (Math.sqrt(2) - 1); // of a square with sides of 4

        assertThat(square.overlap(turned)).isCloseTo(octagon / (32 - octagon), within(1e-9));
    }
}
