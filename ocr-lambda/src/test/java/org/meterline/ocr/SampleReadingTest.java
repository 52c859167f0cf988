package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Polygon;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterline.contracts.UnreadableReason;

/** What the reader says to the photos that the project gives away. */
class SampleReadingTest {

    private static final DialReader reader = DialReaders.open();

    @ParameterizedTest
    @CsvSource({
        "drum-electricity.jpg, 04821.7,   4410982",
        "lcd-electricity.jpg,  012345,    7730154",
        "drum-water.jpg,       00738.412, 20431876"
    })
    void a_good_photo_is_read_with_a_confidence_that_needs_no_review(String file, String dial, String serial)
            throws IOException {
        var read = (DialReading.Read) reader.read(photo(file));

        assertThat(read.best().dial()).isEqualTo(dial);
        assertThat(read.best().confidence())
                .isBetween(new java.math.BigDecimal("0.8"), new java.math.BigDecimal("0.99"));
        assertThat(read.best().digits()).hasSameSizeAs(dial.replace(".", "").toCharArray());
        assertThat(read.serial()).isEqualTo(serial);
        assertThat(read.findings()).isEmpty();
    }

    @Test
    void the_box_lies_on_the_counter() throws IOException {
        var read = (DialReading.Read) reader.read(photo("drum-electricity.jpg"));

        var corners = read.box().corners();
        var window = new Rectangle(330, 345, 492, 122); // as the counter is drawn
        var box = new Polygon();
        corners.forEach(corner -> box.addPoint(corner.x(), corner.y()));
        var common = box.getBounds().intersection(window);
        var both = box.getBounds().union(window);
        assertThat((double) common.width * common.height / (both.width * both.height))
                .isGreaterThan(0.7);
    }

    @ParameterizedTest
    @CsvSource({"blurred.jpg, BLUR", "dark.jpg, DARK", "wall.jpg, NO_METER", "gas-real-blurred.jpg, BLUR"})
    void a_bad_photo_is_unreadable_for_its_own_reason(String file, UnreadableReason reason) throws IOException {
        assertThat(reader.read(photo(file)))
                .isInstanceOfSatisfying(
                        DialReading.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gas-real-01088.jpg", "gas-real-02677.jpg"})
    void a_real_photo_is_read_and_the_reader_is_never_certain(String file) throws IOException {
        var read = (DialReading.Read) reader.read(photo(file));

        assertThat(read.best().dial()).startsWith(file.replaceAll("\\D", ""));
        assertThat(read.candidates())
                .allSatisfy(candidate -> assertThat(candidate.confidence()).isLessThan(java.math.BigDecimal.ONE));
    }

    private static Photo photo(String file) throws IOException {
        var samples = Path.of(System.getProperty("meterline.root"), "ocr-lambda", "src", "main", "samples");
        return SafeDecode.decode(Files.readAllBytes(samples.resolve(file))).orElseThrow();
    }
}
