package org.meterline.ocr.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RectifierTest {

    private static final int WIDTH = Rectifier.WIDTH;
    private static final int HEIGHT = Rectifier.HEIGHT;

    @Test
    void a_counter_in_the_strips_own_size_is_copied() {
        var strip = cut(ramps(300, 100), Quad.around(new Point(112 + 7, 24 + 5), new Point(1, 0), WIDTH, HEIGHT));

        assertThat(red(strip, 0, 0)).isCloseTo(7, within(0.01f)); // red is the column
        assertThat(green(strip, 0, 0)).isCloseTo(5, within(0.01f)); // green is the row
        assertThat(red(strip, 100, 20)).isCloseTo(107, within(0.01f));
        assertThat(green(strip, 100, 47)).isCloseTo(52, within(0.01f));
    }

    @Test
    void text_that_runs_down_comes_to_lie() {
        var strip = cut(ramps(100, 250), Quad.around(new Point(50, 120), new Point(0, 1), WIDTH, HEIGHT));

        assertThat(red(strip, 0, 0)).isCloseTo(73, within(0.01f)); // the text's top is on the right
        assertThat(green(strip, 0, 0)).isCloseTo(8, within(0.01f));
        assertThat(green(strip, 200, 0)).isCloseTo(208, within(0.01f));
    }

    /** On a ramp averages lie on the ramp: whichever halving is read, the colour at a place is the same. */
    @ParameterizedTest
    @CsvSource({"40", "60", "100", "190"})
    void colours_do_not_depend_on_the_size(int height) {
        var strip = cut(ramps(250, 250), Quad.around(new Point(125, 125), new Point(1, 0), 200, height));

        assertThat(red(strip, 112, 24)).isCloseTo(124.95f, within(1f));
        assertThat(green(strip, 112, 0)).isCloseTo(124.5f - height / 2f + height / 96f, within(1f));
    }

    @Test
    void outside_the_photo_its_border_goes_on() {
        var strip = cut(ramps(100, 60), Quad.around(new Point(0, 30), new Point(1, 0), WIDTH, HEIGHT));

        assertThat(red(strip, 0, 24)).isZero();
        assertThat(red(strip, WIDTH - 1, 24)).isEqualTo(99);
    }

    @Test
    void the_other_way_up_the_last_pixel_comes_first() {
        var quad = Quad.around(new Point(119, 29), new Point(1, 0), WIDTH, HEIGHT);

        var upright = cut(ramps(300, 100), quad);
        var turned = cut(ramps(300, 100), quad.turned());

        for (var plane = 0; plane < 3; plane++) {
            var from = plane * WIDTH * HEIGHT;
            assertThat(turned[from]).isEqualTo(upright[from + WIDTH * HEIGHT - 1]);
            assertThat(turned[from + 5]).isEqualTo(upright[from + WIDTH * HEIGHT - 6]);
        }
    }

    private static float[] cut(Picture picture, Quad quad) {
        var strip = FloatBuffer.allocate(Rectifier.SIZE);
        new Rectifier(picture).cut(quad, strip);
        return strip.array();
    }

    private static float red(float[] strip, int x, int y) {
        return strip[y * WIDTH + x];
    }

    private static float green(float[] strip, int x, int y) {
        return strip[(HEIGHT + y) * WIDTH + x];
    }

    private static Picture ramps(int width, int height) {
        var rgb = new int[width * height];
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                rgb[y * width + x] = Math.min(255, x) << 16 | Math.min(255, y) << 8;
            }
        }
        return new Picture(width, height, rgb);
    }
}
