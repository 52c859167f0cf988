package org.meterline.ocr.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundingsTest {

    /** A counter that runs down, with a red mark above its text and a green one behind it, in photos of several sizes. */
    @ParameterizedTest
    @CsvSource({"1", "2", "5"})
    void a_counter_comes_to_stand_upright_in_the_middle(int scale) {
        var photo = new BufferedImage(200 * scale, 200 * scale, BufferedImage.TYPE_INT_RGB);
        var graphics = photo.createGraphics();
        graphics.scale(scale, scale);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(90, 60, 20, 80);
        graphics.setColor(Color.RED);
        graphics.fillRect(130, 90, 20, 20);
        graphics.setColor(Color.GREEN);
        graphics.fillRect(90, 150, 20, 20);
        graphics.dispose();
        var counter = Quad.around(new Point(100 * scale, 100 * scale), new Point(0, 1), 80 * scale, 20 * scale);

        var around = Surroundings.of(photo, counter, 2, 6, 20);

        assertThat(around.getWidth()).isEqualTo(160);
        assertThat(around.getHeight()).isEqualTo(120);
        assertThat(new Color(around.getRGB(80, 60))).isEqualTo(Color.WHITE);
        assertThat(new Color(around.getRGB(80, 20))).isEqualTo(Color.RED);
        assertThat(new Color(around.getRGB(140, 60))).isEqualTo(Color.GREEN);
        assertThat(new Color(around.getRGB(20, 20))).isEqualTo(Color.BLACK);
    }

    @Test
    void beyond_the_photo_its_border_goes_on() {
        var photo = new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB);
        photo.createGraphics().drawLine(0, 0, 0, 59);

        var around = Surroundings.of(photo, Quad.around(new Point(10, 30), new Point(1, 0), 40, 10), 3, 3, 10);

        assertThat(new Color(around.getRGB(0, 15))).isEqualTo(Color.WHITE);
    }
}
