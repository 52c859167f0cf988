package org.meterline.ocr.reader;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A strip as the recogniser saw it, with the texts that it may spell. One thread at a time. */
final class Look {

    private static final int DIGITS_MIN = 3;
    private static final int DIGITS_MAX = 9;
    private static final double HARDLY = 1e-3;

    private final Steps steps;
    private @Nullable List<CtcBeam.Text> texts; // of most places nobody asks

    private Look(Steps steps) {
        this.steps = steps;
    }

    static Look at(Steps steps) {
        return new Look(steps);
    }

    Steps steps() {
        return steps;
    }

    /** The likeliest first. */
    List<CtcBeam.Text> texts() {
        var known = texts;
        if (known == null) {
            known = CtcBeam.texts(steps);
            texts = known;
        }
        return known;
    }

    /** Whether a counter has so many digits. */
    static boolean isBelievable(String digits) {
        return digits.length() >= DIGITS_MIN && digits.length() <= DIGITS_MAX;
    }

    String likeliest() {
        return texts().getFirst().digits();
    }

    /** How much this looks like a whole counter, upright, that can be read. */
    double worth() {
        var digits = steps.plainly();
        if (!isBelievable(digits)) {
            return HARDLY * steps.whole();
        }
        var least = 1.0;
        var peaks = Alignment.peaks(digits, steps);
        for (var place = 0; place < peaks.length; place++) {
            least = Math.min(least, steps.of(digits.charAt(place) - '0', peaks[place]));
        }
        return steps.whole() * Math.sqrt(least);
    }
}
