package org.meterline.readings;

import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.meterline.customers.MeterId;

/**
 * What was decided about a photo, or about a typed number, for those who ask later.
 *
 * @param photoId the photo; for a typed number the message's own id
 * @param code the {@link DoubtCode}, {@link RefusalCode}, reason of unreadability or of waiting; null for an accepted one
 * @param readerVersion the reader whose result was judged; null for a typed number
 * @param reviewed whether a person said so, after it was doubted
 * @param dial the digits as they were understood, as they stand on the meter's dial
 */
public record PhotoVerdict(
        String photoId,
        String messageId,
        Kind kind,
        @Nullable String code,
        @Nullable MeterId meter,
        @Nullable String dial,
        @Nullable MeterIndex index,
        @Nullable YearMonth period,
        @Nullable ReadingId reading,
        @Nullable String imageS3Key,
        @Nullable String imageSha256,
        Evidence evidence,
        @Nullable String readerVersion,
        boolean reviewed,
        Instant saidAt) {

    /** The kinds of verdicts. All but {@link #HELD} and {@link #FAILED} are last words. */
    public enum Kind {
        ACCEPTED,
        DOUBTED,
        REFUSED,
        UNREADABLE,
        /** We failed; should the photo be read after all, that counts. */
        FAILED,
        /** It waits for its sender to say who they are, or which meter it is. */
        HELD;

        /** Whether nothing may follow. */
        public boolean isLastWord() {
            return this != HELD && this != FAILED;
        }
    }
}
