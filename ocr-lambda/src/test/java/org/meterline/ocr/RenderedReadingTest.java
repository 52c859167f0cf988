package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterline.contracts.Candidate;
import org.meterline.ocr.samples.MeterScene;

/** What the reader says to meters drawn for the question. */
class RenderedReadingTest {

    private static final TesseractDialReader reader = new TesseractDialReader();

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
        var read = read(MeterScene.drumElectricity("04821.7", 0.12, 1, 13));

        assertThat(read.dial()).isEqualTo("04821.7");
        assertThat(read.digits().getLast().turning()).isTrue();
        assertThat(read.digits().getFirst().turning()).isFalse();
    }

    private static Candidate read(BufferedImage image) {
        var photo = new Photo(image, image.getWidth(), image.getHeight());
        return ((DialReading.Read) reader.read(photo)).best();
    }
}
