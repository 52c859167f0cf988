package org.meterline.ocr.reader;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What the reader's impressions are worth: the chance that all holds which has to for a reading to be right, bent by a curve that was fitted
 * on pictures that no network was trained on; and the confidence from which an answer is wrong as rarely as wanted.
 *
 * @param slope from the odds that all holds to those that the reading is right
 * @param bias the log-odds of a reading of which all holds as likely as not
 * @param threshold the confidence to ask for, whatever the meter
 * @param thresholds the confidence to ask for, by the kind of counter
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Calibration(double slope, double bias, double threshold, Map<String, Double> thresholds) {

    /**
     * What has to hold for the whole digits to be right: the place, the whole counter in it, the text, its faintest digit before the
     * point, and the point.
     */
    private static final List<String> CHANCES = List.of("box", "counter", "probability", "least_whole_digit", "split");

    private static final double CERTAIN = 1e-3; // beyond it, and below it, no chances are told apart

    /** Takes the recogniser at its word; for models that nobody has calibrated yet. */
    static final Calibration NONE = new Calibration(1, 0, 0.5, Map.of());

    Calibration {
        if (!(slope > 0)) {
            throw new IllegalArgumentException("a calibration has a slope: what is surer is right more often");
        }
    }

    static Calibration parse(byte[] json) {
        try {
            return new ObjectMapper().readValue(json, Calibration.class);
        } catch (IOException malformed) {
            throw new IllegalStateException("the calibration does not parse", malformed);
        }
    }

    /** The chance that all digits before the point are right. */
    double confidence(Map<String, Double> features) {
        var all = 1.0;
        for (var name : CHANCES) {
            var chance = features.get(name);
            if (chance == null) {
                throw new IllegalStateException("a reading does not say its " + name);
            }
            all *= chance;
        }
        all = Math.clamp(all, CERTAIN, 1 - CERTAIN);
        return 1 / (1 + Math.exp(-slope * Math.log(all / (1 - all)) - bias));
    }

    /** The confidence from which answers are wrong as rarely as wanted. */
    double threshold(boolean display) {
        return thresholds.getOrDefault(display ? "lcd" : "drum", threshold);
    }
}
