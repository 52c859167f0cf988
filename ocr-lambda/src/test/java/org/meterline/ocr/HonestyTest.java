package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.meterline.ocr.samples.MeterScene;

/** Whether the confidence means what it says, on drawn meters from near to so far that nobody can read them. */
class HonestyTest {

    private static final double[] DISTANCES = {0.5, 0.12, 0.08, 0.05}; // shares of a photo's 1200 pixels
    private static final int DIALS_EACH = 2;
    private static final double SURE = 0.9;
    private static final double BOAST_MAX = 0.05;
    private static final double MODESTY_MAX = 0.25;

    private static final List<Answer> answers = new ArrayList<>();

    private record Answer(String what, double confidence, boolean right) {}

    @BeforeAll
    static void read() {
        try (var reader = DialReaders.open()) {
            var random = new Random(20);
            for (var i = 0; i < DIALS_EACH; i++) {
                var dial = String.format("%05d", random.nextInt(100_000));
                var tilt = random.nextDouble(-5, 5);
                nearAndFar(reader, dial, MeterScene.drumElectricity(dial + ".4", tilt, i));
                nearAndFar(reader, dial, MeterScene.lcdElectricity(dial, tilt, i));
                nearAndFar(reader, dial, MeterScene.drumWater(dial + ".682", tilt, i));
            }
        }
    }

    @Test
    void near_and_far_both_occur() {
        assertThat(answers).filteredOn(Answer::right).hasSizeBetween(answers.size() / 3, answers.size() * 9 / 10);
    }

    @Test
    void what_it_is_nine_tenths_sure_of_is_right_nine_times_in_ten() {
        var sure =
                answers.stream().filter(answer -> answer.confidence() >= SURE).toList();

        assertThat(sure).hasSizeGreaterThan(answers.size() / 3);
        assertThat(sure.stream().filter(Answer::right).count())
                .as("right of %s", sure)
                .isGreaterThanOrEqualTo(Math.round(SURE * sure.size()));
    }

    @Test
    void what_is_read_right_is_believed_more_than_what_is_read_wrong() {
        assertThat(meanConfidence(true)).isGreaterThan(2 * meanConfidence(false));
    }

    @Test
    void it_does_not_boast_and_is_not_too_modest() {
        var confidence =
                answers.stream().mapToDouble(Answer::confidence).average().orElseThrow();
        var right = (double) answers.stream().filter(Answer::right).count() / answers.size();

        assertThat(confidence).isBetween(right - MODESTY_MAX, right + BOAST_MAX);
    }

    private static double meanConfidence(boolean ofRight) {
        return answers.stream()
                .filter(answer -> answer.right() == ofRight)
                .mapToDouble(Answer::confidence)
                .average()
                .orElseThrow();
    }

    private static void nearAndFar(DialReader reader, String integers, BufferedImage drawn) {
        for (var distance : DISTANCES) {
            answers.add(answer(reader, integers, MeterScene.farther(drawn, distance)));
        }
    }

    private static Answer answer(DialReader reader, String integers, BufferedImage seen) {
        return switch (reader.read(new Photo(seen, seen.getWidth(), seen.getHeight()))) {
            case DialReading.Read read ->
                new Answer(
                        integers + " read as " + read.best().dial() + " from " + seen.getWidth() + " px",
                        read.best().confidence().doubleValue(),
                        new BigDecimal(read.best().dial()).toBigInteger().intValue() == Integer.parseInt(integers));
            case DialReading.Unreadable unreadable -> new Answer(integers + " " + unreadable.reason(), 0, false);
        };
    }
}
