package org.meterline.readings;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.meterline.customers.MeterId;

/**
 * Which readings to list; null means any.
 *
 * @param limit at most so many, 1 to 500
 */
public record ReadingFilter(
        @Nullable String messageId,
        @Nullable String photoId,
        @Nullable MeterId meter,
        @Nullable YearMonth period,
        int limit) {

    private static final int LIMIT_MAX = 500;

    public ReadingFilter {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("a list has 1 to " + LIMIT_MAX + " readings, not " + limit);
        }
    }

    /** The latest readings of a meter. */
    public static ReadingFilter ofMeter(MeterId meter, int limit) {
        return new ReadingFilter(null, null, meter, null, limit);
    }

    /** The reading of a photo. */
    public static ReadingFilter ofPhoto(String photoId) {
        return new ReadingFilter(null, photoId, null, null, 1);
    }
}
