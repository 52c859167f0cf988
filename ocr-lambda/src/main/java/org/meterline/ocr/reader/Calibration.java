package org.meterline.ocr.reader;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/**
 * What the reader's impressions are worth: two logistic regressions, fitted on pictures that no network was trained on, and the
 * confidence from which an answer is wrong as rarely as wanted.
 *
 * @param whole the chance that all digits are right, from the features of a reading
 * @param digit the chance that one digit is right, from its {@code chance} in the recogniser's eyes, as log-odds
 * @param thresholds the confidence to ask for, by the kind of meter; {@code any} where the kind is not known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Calibration(Regression whole, Regression digit, Map<String, Double> thresholds) {

    private static final String ANY_KIND = "any";
    private static final double CERTAIN = 0.0005; // beyond it nothing is told apart

    /** Takes the recogniser at its word; for models that nobody has calibrated yet. */
    static final Calibration NONE = new Calibration(
            new Regression(-5, Map.of("probability", 5.0, "counter", 2.0)),
            new Regression(0, Map.of("chance", 1.0)),
            Map.of(ANY_KIND, 0.9));

    /** Log-odds as a weighted sum. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Regression(double bias, Map<String, Double> weights) {

        /** A feature without a weight is not counted; a weight without its feature is a mistake of ours. */
        double chance(Map<String, Double> features) {
            var sum = bias;
            for (var weight : weights.entrySet()) {
                var feature = features.get(weight.getKey());
                if (feature == null) {
                    throw new IllegalStateException("the calibration asks for an unknown " + weight.getKey());
                }
                sum += weight.getValue() * feature;
            }
            return 1 / (1 + Math.exp(-sum));
        }
    }

    static Calibration parse(byte[] json) {
        try {
            return new ObjectMapper().readValue(json, Calibration.class);
        } catch (IOException malformed) {
            throw new IllegalStateException("the calibration does not parse", malformed);
        }
    }

    /** The chance that one digit is right, from the recogniser's chance for it. */
    double digit(double chance) {
        var bounded = Math.clamp(chance, CERTAIN, 1 - CERTAIN);
        return digit.chance(Map.of("chance", Math.log(bounded / (1 - bounded))));
    }

    /** The confidence from which answers are wrong as rarely as wanted, whatever the meter. */
    double threshold() {
        return thresholds.getOrDefault(ANY_KIND, 1.0);
    }
}
