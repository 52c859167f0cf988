package org.meterline.ocr;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MessageTable.OcrState;
import org.meterline.contracts.PhotoEvent;
import org.meterline.contracts.QualityFinding;

/**
 * What was made of a photo, as it is kept beside its message.
 *
 * @param event what the others are told
 * @param work how the reader came to it; null when it never finished
 */
record PhotoResult(
        OcrState state, PhotoEvent event, @Nullable Work work) {

    /**
     * What the reader did.
     *
     * @param text the best candidate's dial, empty when there is none
     * @param measures figures of the photo's quality by their names
     */
    record Work(
            String text,
            BigDecimal confidence,
            @Nullable Box box,
            int imageWidthPx,
            int imageHeightPx,
            List<QualityFinding> findings,
            Map<String, Double> measures,
            String readerVersion,
            long durationMillis) {}

    @Override
    public String toString() {
        return "PhotoResult[" + state + " " + event.eventId() + "]";
    }
}
