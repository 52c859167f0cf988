package org.meterline.ocr.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static final String JSON = """
            {"slope": 0.5, "bias": 0.25, "threshold": 0.9, "thresholds": {"lcd": 0.95}, "photos": 750}
            """;

    private final Calibration calibration = Calibration.parse(JSON.getBytes(UTF_8));

    @Test
    void a_reading_is_right_when_all_holds_that_has_to() {
        var all = 0.9 * 0.9 * 0.9 * 0.8 * 0.75;

        assertThat(calibration.confidence(chances(0.9, 0.8, 0.75)))
                .isCloseTo(1 / (1 + Math.exp(-0.5 * Math.log(all / (1 - all)) - 0.25)), within(1e-9));
        assertThat(Calibration.NONE.confidence(chances(0.9, 0.8, 0.75))).isCloseTo(all, within(1e-9));
    }

    @Test
    void nothing_is_certain() {
        assertThat(calibration.confidence(chances(1, 1, 1))).isLessThan(1);
        assertThat(calibration.confidence(chances(0, 1, 1))).isPositive();
    }

    @Test
    void a_kind_has_its_threshold_or_that_of_all() {
        assertThat(calibration.threshold(true)).isEqualTo(0.95);
        assertThat(calibration.threshold(false)).isEqualTo(0.9);
    }

    @Test
    void what_is_no_calibration_is_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> calibration.confidence(Map.of("box", 1.0, "counter", 1.0)))
                .withMessageContaining("probability");
        assertThatIllegalStateException().isThrownBy(() -> Calibration.parse("[]".getBytes(UTF_8)));
        assertThatIllegalStateException().isThrownBy(() -> Calibration.parse("{}".getBytes(UTF_8)));
    }

    private static Map<String, Double> chances(double text, double digit, double point) {
        return Map.of("box", text, "counter", text, "probability", text, "least_whole_digit", digit, "split", point);
    }
}
