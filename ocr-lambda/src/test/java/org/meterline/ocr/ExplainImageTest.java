package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.QualityFinding;
import org.meterline.contracts.UnreadableReason;
import org.meterline.ocr.picture.Sheet;

class ExplainImageTest {

    private static final int PANEL_LEFT_PX = 920;

    private final Photo photo = photo();

    @Test
    void the_counter_stays_as_bright_as_it_was_and_everything_else_is_dimmed() {
        var picture = ExplainImage.of("photo.jpg", photo, read("04821", false));

        assertThat(new Color(picture.getRGB(30 + 860 * 300 / 800, 30 + 860 * 150 / 800))) // within the box
                .isEqualTo(Color.WHITE);
        assertThat(new Color(picture.getRGB(60, 60)).getRed()).isLessThan(200);
    }

    @Test
    void decimals_are_red_and_only_they() {
        assertThat(share(ExplainImage.of("photo.jpg", photo, read("04821", false)), Sheet.RED))
                .isZero();
        assertThat(share(ExplainImage.of("photo.jpg", photo, read("0482.1", false)), Sheet.RED))
                .isPositive();
    }

    @Test
    void a_turning_wheel_and_a_finding_are_marked() {
        var plain = ExplainImage.of("photo.jpg", photo, read("04821", false));
        var turning = ExplainImage.of("photo.jpg", photo, read("04821", true));
        var doubted = ExplainImage.of("photo.jpg", photo, read("04821", false, QualityFinding.GLARE));

        assertThat(share(turning, Sheet.AMBER)).isGreaterThan(share(plain, Sheet.AMBER));
        assertThat(share(doubted, Sheet.AMBER)).isGreaterThan(share(plain, Sheet.AMBER));
    }

    @Test
    void every_reason_has_its_picture() {
        var pictures = Arrays.stream(UnreadableReason.values())
                .map(reason -> ExplainImage.of("photo.jpg", photo, new DialReading.Unreadable(reason, Map.of())))
                .map(picture -> Arrays.hashCode(picture.getRGB(
                        PANEL_LEFT_PX, 0, picture.getWidth() - PANEL_LEFT_PX, picture.getHeight(), null, 0, 600)))
                .toList();

        assertThat(pictures).doesNotHaveDuplicates();
    }

    @Test
    void a_counter_of_no_size_is_drawn_without_its_digits_cut_out() {
        var digit = new Candidate.Digit("1", BigDecimal.ONE, false);
        var read = new DialReading.Read(
                List.of(new Candidate("1", BigDecimal.ONE, List.of(digit))),
                Box.of(10, 10, 0, 0),
                null,
                null,
                List.of(),
                Map.of());

        assertThat(ExplainImage.of("photo.jpg", photo, read).getWidth()).isEqualTo(1_500);
    }

    private static DialReading read(String dial, boolean turning, QualityFinding... findings) {
        var digits = dial.replace(".", "")
                .chars()
                .mapToObj(digit -> new Candidate.Digit(
                        Character.toString(digit),
                        new BigDecimal("0.99"),
                        turning,
                        List.of(new Candidate.Alternative("8", new BigDecimal("0.01")))))
                .toList();
        return new DialReading.Read(
                List.of(new Candidate(dial, new BigDecimal("0.97"), digits)),
                Box.of(200, 100, 300, 100),
                "4410982",
                null,
                List.of(findings),
                Map.of("sharpness", 0.4));
    }

    private static Photo photo() {
        var image = new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 800, 600);
        graphics.dispose();
        return new Photo(image, 800, 600);
    }

    private static double share(BufferedImage picture, Color colour) {
        var pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        return (double) Arrays.stream(pixels)
                        .filter(pixel -> pixel == colour.getRGB())
                        .count()
                / pixels.length;
    }
}
