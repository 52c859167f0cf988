package org.meterline.ocr.reader;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * What the reader's impressions are worth: a logistic regression over the figures of a reading, fitted on pictures that no
 * network was trained on, and the confidence from which an answer is wrong as rarely as wanted.
 *
 * @param weights of figures by their names
 * @param bias the log-odds when all figures are zero
 * @param threshold the confidence to ask for, whatever the meter
 * @param thresholds the confidence to ask for, by the kind of counter
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Calibration(Map<String, Double> weights, double bias, double threshold, Map<String, Double> thresholds) {

    private static final Set<String> CHANCES =
            Set.of("probability", "least_digit", "least_whole_digit", "mean_digit", "counter", "box", "split");
    private static final String LENGTH = "height";
    private static final double CERTAIN = 1e-3; // beyond it no chances are told apart

    /** Takes the recogniser at its word; for models that nobody has calibrated yet. */
    static final Calibration NONE =
            new Calibration(Map.of("probability", 0.5, "least_whole_digit", 0.5), -0.5, 0.5, Map.of());

    static Calibration parse(byte[] json) {
        try {
            return new ObjectMapper().readValue(json, Calibration.class);
        } catch (IOException malformed) {
            throw new IllegalStateException("the calibration does not parse", malformed);
        }
    }

    /** The chance that all digits before the point are right. A figure that has no weight is not counted. */
    double confidence(Map<String, Double> features) {
        var sum = bias;
        for (var weight : weights.entrySet()) {
            var feature = features.get(weight.getKey());
            if (feature == null) {
                throw new IllegalStateException("the calibration asks for an unknown " + weight.getKey());
            }
            sum += weight.getValue() * bent(weight.getKey(), feature);
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /** The confidence from which answers are wrong as rarely as wanted. */
    double threshold(boolean display) {
        return thresholds.getOrDefault(display ? "lcd" : "drum", threshold);
    }

    /** So that a straight line fits: chances by their odds, lengths by their logarithm. */
    private static double bent(String name, double value) {
        if (CHANCES.contains(name)) {
            var bounded = Math.clamp(value, CERTAIN, 1 - CERTAIN);
            return Math.log(bounded / (1 - bounded));
        }
        return name.equals(LENGTH) ? Math.log(Math.max(1, value)) : value;
    }
}
