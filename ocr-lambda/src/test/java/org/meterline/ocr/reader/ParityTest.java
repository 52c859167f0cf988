package org.meterline.ocr.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader here and the one it was trained and calibrated with say the same of the same photos. */
class ParityTest {

    private static final double NEARLY = 0.02; // of a chance
    private static final double NEARLY_PX = 1.5;
    private static final double LIKELY = 0.05;
    private static final double BELIEVED = 0.05;

    private static CounterReader reader;

    @BeforeAll
    static void open() {
        reader = new CounterReader(Models.shipped());
    }

    @AfterAll
    static void close() {
        if (reader != null) {
            reader.close();
        }
    }

    @ParameterizedTest
    @MethodSource("photos")
    void a_photo_is_read_alike(String name, JsonNode expected) throws IOException {
        var reading = reader.read(photo(name));

        assertThat(reading.none()).isCloseTo(expected.get("none").asDouble(), within(NEARLY));
        assertThat(reading.screen()).isCloseTo(expected.get("screen").asDouble(), within(NEARLY));
        assertThat(reading.counter().isPresent())
                .isEqualTo(!expected.get("candidates").isEmpty());
        reading.counter().ifPresent(counter -> assertAlike(counter, expected));
    }

    @ParameterizedTest
    @MethodSource("photos")
    void a_counter_that_was_cut_out_is_read_alike(String name, JsonNode expected) throws IOException {
        var cutOut = expected.get("cutOut");
        assumeThat(cutOut.path("confidence").asDouble()).isGreaterThan(BELIEVED);
        var at = cutOut.get("rectangle");
        var left = at.get(0).asInt();
        var top = at.get(1).asInt();

        var reading = reader.readCutOut(photo(name)
                        .getSubimage(
                                left, top, at.get(2).asInt() - left, at.get(3).asInt() - top))
                .orElseThrow();

        assertThat(reading.best().text()).isEqualTo(cutOut.get("text").asText());
        assertThat(reading.best().confidence())
                .isCloseTo(cutOut.get("confidence").asDouble(), within(NEARLY));
    }

    private static void assertAlike(CounterReading counter, JsonNode expected) {
        if (expected.get("confidence").asDouble() < BELIEVED) {
            return; // whatever is seen where nothing can be read is a matter of chance
        }
        assertThat(counter.best().text())
                .isEqualTo(expected.at("/candidates/0/text").asText());
        assertThat(texts(counter)).containsAll(likely(expected));
        expected.get("features")
                .properties()
                .forEach(feature -> assertThat(counter.features().get(feature.getKey()))
                        .as(feature.getKey())
                        .isCloseTo(feature.getValue().asDouble(), within(NEARLY)));
        var condition = counter.condition();
        assertThat(condition.blurred()).isCloseTo(fault(expected, "blur"), within(NEARLY));
        assertThat(condition.glaring()).isCloseTo(fault(expected, "glare"), within(NEARLY));
        assertThat(condition.dark()).isCloseTo(fault(expected, "dark"), within(NEARLY));
        assertThat(condition.cutOff()).isCloseTo(fault(expected, "cut"), within(NEARLY));
        assertThat(counter.best().isTurning()).isEqualTo(expected.get("turning").asBoolean());
        assertThat(counter.best().confidence())
                .isCloseTo(expected.get("confidence").asDouble(), within(NEARLY));
        var digits = expected.get("digits");
        assertThat(counter.best().wheels()).hasSize(digits.size());
        for (var i = 0; i < digits.size(); i++) {
            assertThat(counter.best().wheels().get(i).confidence())
                    .as("digit %d", i)
                    .isCloseTo(digits.get(i).asDouble(), within(NEARLY));
        }
        var corners = counter.place().corners();
        for (var i = 0; i < 4; i++) {
            assertThat(corners.get(i).x())
                    .isCloseTo(expected.at("/corners/" + i + "/0").asDouble(), within(NEARLY_PX));
            assertThat(corners.get(i).y())
                    .isCloseTo(expected.at("/corners/" + i + "/1").asDouble(), within(NEARLY_PX));
        }
    }

    static Stream<Object[]> photos() throws IOException {
        try (var in = ParityTest.class.getResourceAsStream("parity.json")) {
            var photos = new ObjectMapper().readTree(in).get("photos");
            return StreamSupport.stream(photos.spliterator(), false)
                    .map(photo -> new Object[] {photo.get("photo").asText(), photo});
        }
    }

    private static List<String> texts(CounterReading counter) {
        return counter.dials().stream().map(Dial::text).toList();
    }

    /** Of what is hardly believed the order is a matter of chance. */
    private static List<String> likely(JsonNode expected) {
        return StreamSupport.stream(expected.get("candidates").spliterator(), false)
                .filter(candidate -> candidate.get("probability").asDouble() > LIKELY)
                .map(candidate -> candidate.get("text").asText())
                .toList();
    }

    private static double fault(JsonNode expected, String name) {
        return expected.get("faults").get(name).asDouble();
    }

    private static BufferedImage photo(String name) throws IOException {
        var samples = Path.of(System.getProperty("meterline.root"), "ocr-lambda", "src", "main", "samples");
        return ImageIO.read(samples.resolve(name).toFile());
    }
}
