package org.meterline.ocr;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.MeterType;
import org.meterline.contracts.QualityFinding;
import org.meterline.contracts.UnreadableReason;

/** What a reader makes of a photo. */
sealed interface DialReading {

    /** Figures of the photo's quality by their names, for those who tune and those who wonder. */
    Map<String, Double> measures();

    /**
     * There is a counter.
     *
     * @param candidates one to three ways to read it, best first
     * @param box where it is
     * @param serial the meter's serial number, null when it was not legible
     * @param meterType null when the photo does not tell
     * @param findings what is doubtful about the photo
     */
    record Read(
            List<Candidate> candidates,
            Box box,
            @Nullable String serial,
            @Nullable MeterType meterType,
            List<QualityFinding> findings,
            Map<String, Double> measures)
            implements DialReading {

        static final int CANDIDATES_MAX = 3;

        public Read {
            if (candidates.isEmpty() || candidates.size() > CANDIDATES_MAX) {
                throw new IllegalArgumentException("one to three candidates, not " + candidates.size());
            }
        }

        Candidate best() {
            return candidates.getFirst();
        }
    }

    /** There is none, or none that can be read. */
    record Unreadable(UnreadableReason reason, Map<String, Double> measures) implements DialReading {}
}
