package org.meterline.ocr.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterline.ocr.reader.Point;
import org.meterline.ocr.reader.Quad;

/** Serial numbers in photos that the project gives away; where their counters are is said here. */
class SerialReaderTest {

    private static final SerialReader reader = new SerialReader();

    @AfterAll
    static void close() {
        reader.close();
    }

    @ParameterizedTest
    @CsvSource({
        "drum-electricity.jpg, 291, 307, 851, 333, 842, 506, 4410982",
        "drum-water.jpg,       321, 270, 846, 288, 841, 416, 20431876",
        "lcd-electricity.jpg,  284, 248, 901, 248, 901, 465, 7730154",
        "gas-real-01088.jpg,    91, 279, 650, 235, 656, 318, 62221466"
    })
    void the_number_beside_a_counter_is_read(
            String file, double left, double top, double right, double topRight, double x, double y, String serial)
            throws IOException {
        var counter = counter(left, top, right, topRight, x, y);

        assertThat(reader.beside(counter, photo(file))).contains(serial);
    }

    /** Narrow ones that touch their neighbours: a number with a digit less would look like somebody else's. */
    @Test
    void a_number_that_is_hard_to_read_is_read_whole_or_not_at_all() throws IOException {
        assertThat(reader.beside(counter(72, 228, 646, 228, 646, 298), photo("gas-real-02677.jpg")))
                .satisfiesAnyOf(
                        serial -> assertThat(serial).isEmpty(),
                        serial -> assertThat(serial).contains("62123808"));
    }

    @Test
    void where_no_number_is_legible_none_is_said() throws IOException {
        assertThat(reader.beside(counter(300, 300, 800, 300, 800, 400), photo("wall.jpg")))
                .isEmpty();
        assertThat(reader.beside(counter(70, 122, 394, 122, 394, 211), photo("gas-real-blurred.jpg")))
                .isEmpty();
    }

    private static Quad counter(double left, double top, double right, double topRight, double x, double y) {
        return new Quad(
                new Point(left, top),
                new Point(right, topRight),
                new Point(x, y),
                new Point(left + x - right, top + y - topRight));
    }

    private static BufferedImage photo(String file) throws IOException {
        var samples = Path.of(System.getProperty("meterline.root"), "ocr-lambda", "src", "main", "samples");
        return ImageIO.read(samples.resolve(file).toFile());
    }
}
