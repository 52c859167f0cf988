package org.meterline.ocr.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    private static final String JSON = """
            {"whole": {"bias": -2, "weights": {"probability": 4, "split": 1}},
             "digit": {"bias": 1, "weights": {"chance": 0.5}},
             "thresholds": {"any": 0.87},
             "fittedOn": "what a later training may want to say"}
            """;

    private final Calibration calibration = Calibration.parse(JSON.getBytes(UTF_8));

    @Test
    void a_chance_is_the_weighted_sum_of_features_as_log_odds() {
        var chance = calibration.whole().chance(Map.of("probability", 0.5, "split", 1.0, "height", 99.0));

        assertThat(chance).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-9));
    }

    @Test
    void a_digit_is_never_certain() {
        assertThat(calibration.digit(0.5)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-9));
        assertThat(calibration.digit(1)).isLessThan(1);
        assertThat(calibration.digit(0)).isPositive();
    }

    @Test
    void the_threshold_comes_with_it() {
        assertThat(calibration.threshold()).isEqualTo(0.87);
    }

    @Test
    void a_weight_for_a_feature_that_nobody_takes_is_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> calibration.whole().chance(Map.of("probability", 1.0)))
                .withMessageContaining("split");
        assertThatIllegalStateException().isThrownBy(() -> Calibration.parse("[]".getBytes(UTF_8)));
    }
}
