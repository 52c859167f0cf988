package org.meterline.ocr.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static final String JSON = """
            {"weights": {"probability": 2, "agreement": 3, "height": 0.5}, "bias": -4,
             "threshold": 0.9, "thresholds": {"lcd": 0.95}, "photos": 750}
            """;

    private final Calibration calibration = Calibration.parse(JSON.getBytes(UTF_8));

    @Test
    void a_confidence_is_a_weighted_sum_of_odds_shares_and_sizes() {
        var sum = -4 + 2 * Math.log(0.8 / 0.2) + 3 * (2 / 3.0) + 0.5 * Math.log(20);

        assertThat(calibration.confidence(
                        Map.of("probability", 0.8, "agreement", 2 / 3.0, "height", 20.0, "other", 9.0)))
                .isCloseTo(1 / (1 + Math.exp(-sum)), within(1e-9));
    }

    @Test
    void nothing_is_certain() {
        assertThat(calibration.confidence(Map.of("probability", 1.0, "agreement", 1.0, "height", 30.0)))
                .isLessThan(1);
        assertThat(calibration.confidence(Map.of("probability", 0.0, "agreement", 0.0, "height", 0.0)))
                .isPositive();
    }

    @Test
    void a_kind_has_its_threshold_or_that_of_all() {
        assertThat(calibration.threshold(true)).isEqualTo(0.95);
        assertThat(calibration.threshold(false)).isEqualTo(0.9);
    }

    @Test
    void a_weight_for_a_figure_that_nobody_takes_is_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> calibration.confidence(Map.of("probability", 1.0)))
                .withMessageContaining("unknown");
        assertThatIllegalStateException().isThrownBy(() -> Calibration.parse("[]".getBytes(UTF_8)));
    }
}
