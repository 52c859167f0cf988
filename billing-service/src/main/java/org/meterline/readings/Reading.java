package org.meterline.readings;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.meterline.customers.MeterId;

/**
 * What a meter showed at a moment: a fact, never changed. A correction is a reading of its own that supersedes it.
 *
 * @param movedThousandths how far the register had moved since the reading before, rollover counted; null for a first one
 * @param consumption the same times the meter's multiplier, in the meter's unit
 * @param takenAt when the photo or number was received, or what the utility's books say
 * @param period the billing period that it counts for
 * @param sourceMessageId the customer's message; null for an imported one
 * @param photoId the photo that shows it; null when none does
 * @param decidedBy the member of staff who decided it; null when nobody had to
 * @param supersedes the reading that this one corrects
 */
public record Reading(
        ReadingId id,
        MeterId meter,
        ReadingSource source,
        MeterIndex index,
        @Nullable Long movedThousandths,
        @Nullable BigDecimal consumption,
        Instant takenAt,
        YearMonth period,
        Set<ReadingNote> notes,
        @Nullable String sourceMessageId,
        @Nullable String photoId,
        @Nullable String imageS3Key,
        @Nullable String imageSha256,
        @Nullable BigDecimal confidence,
        @Nullable String decidedBy,
        @Nullable ReadingId supersedes) {}
