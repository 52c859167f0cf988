package org.meterline.ocr;

import java.util.ArrayList;
import java.util.List;
import org.meterline.contracts.QualityFinding;
import org.meterline.contracts.UnreadableReason;
import org.meterline.ocr.reader.CounterReading;
import org.meterline.ocr.reader.PhotoReading;

/** What is wrong with a photo, in the words of the contract. */
final class PhotoFaults {

    private static final double LIKELY = 0.5;
    private static final double SUSPECTED = 0.9; // a customer is not suspected as lightly as a photo is called dark
    private static final double SURE = 0.9; // what is read so well was not too far away
    private static final double DIGIT_PX_MIN = 14;
    private static final double COUNTER_PER_DIGIT = 1.25; // a window is higher than its digits

    private PhotoFaults() {}

    /** What makes the counter hard to read or to believe, first what helps most when it is mended: light cures most blur. */
    static List<QualityFinding> of(CounterReading counter, double screen) {
        var condition = counter.condition();
        var far = counter.place().height() < DIGIT_PX_MIN * COUNTER_PER_DIGIT
                && counter.best().confidence() < SURE;
        var findings = new ArrayList<QualityFinding>();
        add(findings, QualityFinding.SCREEN, screen > SUSPECTED);
        add(findings, QualityFinding.CUT_OFF, condition.cutOff() > LIKELY);
        add(findings, QualityFinding.TOO_FAR, far);
        add(findings, QualityFinding.DARK, condition.dark() > LIKELY);
        add(findings, QualityFinding.GLARE, condition.glaring() > LIKELY);
        add(findings, QualityFinding.BLUR, condition.blurred() > LIKELY);
        return findings;
    }

    /** Why nothing in a photo is worth a look: what the customer can do most about. */
    static UnreadableReason reason(PhotoReading seen, PhotoQuality quality) {
        if (quality.isHopeless()) {
            return UnreadableReason.DARK;
        }
        if (seen.counter().isPresent() && seen.none() <= LIKELY) {
            var findings = of(seen.counter().get(), seen.screen());
            if (!findings.isEmpty()) {
                return UnreadableReason.valueOf(findings.getFirst().name());
            }
        }
        return seen.screen() > SUSPECTED ? UnreadableReason.SCREEN : quality.whyNothingIsSeen();
    }

    private static void add(List<QualityFinding> findings, QualityFinding finding, boolean found) {
        if (found) {
            findings.add(finding);
        }
    }
}
