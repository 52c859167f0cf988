package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterline.contracts.Candidate;
import org.meterline.ocr.samples.MeterScene;

/** What the reader says to meters drawn for the question. */
class RenderedReadingTest {

    private static final DialReader reader = DialReaders.open();

    @ParameterizedTest
    @CsvSource({"35906.2, -6", "70143.8, 8"})
    void a_tilted_drum_counter_is_read(String dial, double tiltDegrees) {
        assertThat(read(MeterScene.drumElectricity(dial, tiltDegrees, 11)).dial())
                .isEqualTo(dial);
    }

    @ParameterizedTest
    @CsvSource({"807624, 0", "00931.5, 1"})
    void a_display_is_read_with_its_point(String dial, double tiltDegrees) {
        assertThat(read(MeterScene.lcdElectricity(dial, tiltDegrees, 12)).dial())
                .isEqualTo(dial);
    }

    @Test
    void a_wheel_that_is_leaving_its_digit_still_counts_and_is_said_to_turn() {
        var read = read(MeterScene.drumElectricity("04821.7", 0.35, 1, 13));

        assertThat(read.dial()).isEqualTo("04821.7");
        assertThat(read.digits().getLast().turning()).isTrue();
        assertThat(read.digits().getFirst().turning()).isFalse();
        assertThat(read.unitTurns()).isFalse();
    }

    @Test
    void a_whole_unit_that_is_leaving_its_digit_still_counts_and_is_said_to_turn() {
        var read = read(MeterScene.drumElectricity("048217", 0.4, 1, 13));

        assertThat(read.dial().replace(".", "")).isEqualTo("048217");
        assertThat(read.digits().getLast().turning()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void a_photo_that_was_taken_sideways_or_upside_down_is_read(int quarterTurns) {
        var upright = MeterScene.drumElectricity("36274.9", 1, 14);
        var turned = upright;
        for (var turn = 0; turn < quarterTurns; turn++) {
            turned = quarterTurned(turned);
        }

        var read = (DialReading.Read) reader.read(new Photo(turned, turned.getWidth(), turned.getHeight()));

        assertThat(read.best().dial()).isEqualTo("36274.9");
        var topLeft = read.box().corners().getFirst(); // drawn at 330, 345 of 1200 x 900
        var expected = switch (quarterTurns) {
            case 1 -> new Box.Corner(900 - 345, 330);
            case 2 -> new Box.Corner(1200 - 330, 900 - 345);
            default -> new Box.Corner(345, 1200 - 330);
        };
        assertThat(Math.hypot(topLeft.x() - expected.x(), topLeft.y() - expected.y()))
                .isLessThan(40);
    }

    /** Turned clockwise. */
    private static BufferedImage quarterTurned(BufferedImage image) {
        var turned = new BufferedImage(image.getHeight(), image.getWidth(), BufferedImage.TYPE_INT_RGB);
        var graphics = turned.createGraphics();
        graphics.drawImage(image, new AffineTransform(0, 1, -1, 0, image.getHeight(), 0), null);
        graphics.dispose();
        return turned;
    }

    private static Candidate read(BufferedImage image) {
        var photo = new Photo(image, image.getWidth(), image.getHeight());
        return ((DialReading.Read) reader.read(photo)).best();
    }
}
