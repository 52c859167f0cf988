package org.meterline.ocr.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnclosureTest {

    @Test
    void a_tilted_rectangle_is_enclosed_by_itself() {
        var quad = Quad.around(new Point(50, 40), new Point(0.8, 0.6), 30, 10);

        var enclosure = Enclosure.of(quad.corners());

        assertThat(enclosure.width()).isCloseTo(30, within(1e-9));
        assertThat(enclosure.height()).isCloseTo(10, within(1e-9));
        assertThat(enclosure.along().x()).isCloseTo(0.8, within(1e-9));
        assertThat(enclosure.along().y()).isCloseTo(0.6, within(1e-9));
        assertThat(enclosure.centre().x()).isCloseTo(50, within(1e-9));
        assertThat(enclosure.centre().y()).isCloseTo(40, within(1e-9));
    }

    @Test
    void points_within_change_nothing() {
        var square = List.of(new Point(0, 0), new Point(9, 0), new Point(9, 3), new Point(0, 3), new Point(4, 1));

        var enclosure = Enclosure.of(square);

        assertThat(enclosure.width()).isEqualTo(9);
        assertThat(enclosure.height()).isEqualTo(3);
    }

    @Test
    void a_line_and_a_point_are_rectangles_too() {
        var line = Enclosure.of(List.of(new Point(3, 1), new Point(3, 4), new Point(3, 9)));
        var point = Enclosure.of(List.of(new Point(3, 1)));

        assertThat(line.width()).isEqualTo(8);
        assertThat(line.height()).isZero();
        assertThat(line.along().y()).isEqualTo(1);
        assertThat(point.width()).isZero();
        assertThat(point.centre()).isEqualTo(new Point(3, 1));
    }
}
