package org.meterline.readings;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.contracts.ReadingUnreadable;
import org.meterline.contracts.UnreadableReason;

/**
 * What another version of the reader made of a photo that had had its last word: kept for those who compare readers, without any
 * effect on readings and customers.
 *
 * @param dial the best candidate as the reader wrote it; null when it could read nothing
 * @param confidence of the dial, 0 to 1
 * @param reason why it could read nothing; null when it could
 */
public record LaterResult(
        String photoId,
        String messageId,
        String readerVersion,
        @Nullable String dial,
        @Nullable BigDecimal confidence,
        @Nullable UnreadableReason reason,
        Instant heardAt) {

    static LaterResult of(ReadingCaptured photo, Instant now) {
        return new LaterResult(
                photo.photoId(),
                photo.messageId(),
                photo.readerVersion(),
                photo.meterReading(),
                photo.confidence(),
                null,
                now);
    }

    static LaterResult of(ReadingUnreadable photo, Instant now) {
        return new LaterResult(
                photo.photoId(), photo.messageId(), photo.readerVersion(), null, null, photo.reason(), now);
    }
}
