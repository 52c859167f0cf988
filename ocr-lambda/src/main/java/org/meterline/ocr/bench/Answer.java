package org.meterline.ocr.bench;

import org.jspecify.annotations.Nullable;

/**
 * What a reader said of one picture.
 *
 * @param said whether it stands by its reading; the best guess of one that does not is scored all the same
 * @param reading digits with a point before the decimals; null when it saw none
 * @param confidence 0 to 1
 * @param turning whether the last integer wheel has left its digit and not reached the next
 * @param reason why there is no reading, in the reader's word
 * @param cpuMillis the processor's time it took; negative when nobody knows
 */
public record Answer(
        boolean said,
        @Nullable String reading,
        double confidence,
        boolean turning,
        @Nullable String reason,
        double cpuMillis) {

    static final double UNKNOWN = -1;

    /** No digits, for a reason if there is one. */
    public static Answer none(@Nullable String reason, double cpuMillis) {
        return new Answer(false, null, 0, false, reason, cpuMillis);
    }
}
