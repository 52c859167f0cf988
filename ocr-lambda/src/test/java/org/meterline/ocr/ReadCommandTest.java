package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.contracts.Candidate;

class ReadCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ReadCommand command =
            new ReadCommand(new OneAnswer(), new PrintStream(out, true, StandardCharsets.UTF_8));

    @TempDir
    private Path directory;

    private Path photo;
    private Path words;

    @BeforeEach
    void files() throws Exception {
        photo = directory.resolve("photo.jpg");
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpg", photo.toFile());
        words = Files.writeString(directory.resolve("words.jpg"), "these are words");
    }

    @Test
    void with_json_each_photo_is_one_line_with_the_agreed_fields() throws Exception {
        assertThat(command.run(List.of(photo.toString(), words.toString(), "--json")))
                .isZero();

        var lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        var read = new ObjectMapper().readTree(lines.get(0));
        assertThat(read.get("file").asText()).isEqualTo(photo.toString());
        assertThat(read.get("status").asText()).isEqualTo("READ");
        assertThat(read.get("reading").asText()).isEqualTo("07.5");
        assertThat(read.get("confidence").decimalValue()).isEqualByComparingTo("0.75");
        assertThat(read.get("turning").asBoolean()).isTrue();
        assertThat(read.get("digits")).hasSize(3);
        assertThat(read.get("box").get(0).get(1).asInt()).isEqualTo(2);
        assertThat(read.get("quality").get("sharpness").asDouble()).isEqualTo(0.5);
        assertThat(read.get("millis").asLong()).isNotNegative();
        var none = new ObjectMapper().readTree(lines.get(1));
        assertThat(none.get("status").asText()).isEqualTo("UNREADABLE");
        assertThat(none.get("reason").asText()).isEqualTo("NOT_A_PICTURE");
        assertThat(none.get("reading").isNull()).isTrue();
    }

    @Test
    void a_person_gets_a_line_per_photo() {
        assertThat(command.run(List.of(photo.toString()))).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("07.5").contains("0.75");
    }

    @Test
    void a_file_that_is_not_there_is_said_and_the_others_are_read() {
        assertThat(command.run(List.of(directory.resolve("none.jpg").toString(), photo.toString())))
                .isEqualTo(2);

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    }

    @Test
    void nothing_to_read_is_a_misuse() {
        assertThat(command.run(List.of("--json"))).isEqualTo(2);
        assertThat(command.run(List.of("--yaml", photo.toString()))).isEqualTo(2);
    }

    private static final class OneAnswer implements DialReader {

        @Override
        public DialReading read(Photo photo) {
            var digits = Stream.of("0", "7", "5")
                    .map(value -> new Candidate.Digit(value, new BigDecimal("0.8"), value.equals("7")))
                    .toList();
            return new DialReading.Read(
                    List.of(new Candidate("07.5", new BigDecimal("0.75"), digits)),
                    Box.of(1, 2, 30, 10),
                    null,
                    null,
                    List.of(),
                    Map.of("sharpness", 0.5));
        }

        @Override
        public String version() {
            return "test-1";
        }
    }
}
