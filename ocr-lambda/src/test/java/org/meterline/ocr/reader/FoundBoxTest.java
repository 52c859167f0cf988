package org.meterline.ocr.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FoundBoxTest {

    private static final int WIDTH = 80;
    private static final int HEIGHT = 60;

    private final float[] map = new float[WIDTH * HEIGHT];

    @Test
    void a_core_grows_back_to_its_counter() {
        paint(20, 30, 24, 6, 0.9f);

        var box = FoundBox.in(map, WIDTH, HEIGHT).getFirst();

        assertThat(box.quad().height()).isCloseTo(10, within(1e-9)); // 6 of 60 %
        assertThat(box.quad().width()).isCloseTo(24 + 2 * 0.2 * 10, within(1e-9));
        assertThat(box.quad().topLeft()).isEqualTo(new Point(20 - 2, 30 - 2));
        assertThat(box.score()).isCloseTo(0.9, within(1e-6));
    }

    @Test
    void a_small_patch_is_less_sure() {
        paint(5, 5, 9, 4, 0.8f);

        assertThat(FoundBox.in(map, WIDTH, HEIGHT).getFirst().score()).isCloseTo(0.8 * 6 / 12, within(1e-6));
    }

    @Test
    void specks_and_faint_patches_are_none() {
        paint(5, 5, 11, 1, 0.9f);
        paint(30, 30, 20, 10, 0.29f);

        assertThat(FoundBox.in(map, WIDTH, HEIGHT)).isEmpty();
    }

    @Test
    void patches_that_touch_at_a_corner_are_one_and_those_apart_are_two() {
        paint(0, 0, 10, 2, 0.9f);
        paint(10, 2, 10, 2, 0.9f);
        paint(40, 40, 10, 2, 0.9f);

        assertThat(Component.of(map, WIDTH, HEIGHT, 0.3, 12))
                .extracting(Component::pixels)
                .containsExactly(40, 20);
    }

    @Test
    void the_reading_axis_is_the_long_one() {
        paint(30, 10, 6, 24, 0.9f);

        var quad = FoundBox.in(map, WIDTH, HEIGHT).getFirst().quad();

        assertThat(quad.width()).isCloseTo(28, within(1e-9));
        assertThat(quad.topRight().minus(quad.topLeft()).x()).isCloseTo(0, within(1e-9));
    }

    @Test
    void of_boxes_on_one_place_the_surest_stays_and_no_more_than_four_do() {
        var place = Quad.around(new Point(10, 10), new Point(1, 0), 20, 5);
        var near = Quad.around(new Point(11, 10), new Point(1, 0), 20, 5);
        var elsewhere = List.of(30, 50, 70, 90).stream()
                .map(y -> new FoundBox(Quad.around(new Point(10, y), new Point(1, 0), 20, 5), 0.5))
                .toList();

        var best = FoundBox.best(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(new FoundBox(place, 0.7), new FoundBox(near, 0.9)),
                        elsewhere.stream())
                .toList());

        assertThat(best).hasSize(4);
        assertThat(best.getFirst().quad()).isEqualTo(near);
        assertThat(best).extracting(FoundBox::quad).doesNotContain(place);
    }

    @Test
    void what_is_far_behind_the_best_is_left_out() {
        var boxes = List.of(0.9, 0.46, 0.44).stream()
                .map(score -> new FoundBox(Quad.around(new Point(10, 100 * score), new Point(1, 0), 20, 0.5), score))
                .toList();

        assertThat(FoundBox.best(boxes)).extracting(FoundBox::score).containsExactly(0.9, 0.46);
    }

    private void paint(int left, int top, int width, int height, float value) {
        for (var y = top; y < top + height; y++) {
            for (var x = left; x < left + width; x++) {
                map[y * WIDTH + x] = value;
            }
        }
    }
}
