package org.meterline.review;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.MeterType;
import org.meterline.customers.MeterId;
import org.meterline.readings.DoubtCode;
import org.meterline.readings.Evidence;
import org.meterline.readings.MeterIndex;
import org.meterline.readings.PhotoOrigin;

/**
 * A doubted reading that waits for a person, was decided by one, or by nobody in time.
 *
 * @param index the best guess
 * @param dial the best guess as it would stand on the meter's dial
 * @param expiresAt when nobody needs to decide any more
 * @param decision what was decided; null while it waits
 */
public record Doubt(
        DoubtId id,
        PhotoOrigin origin,
        MeterId meter,
        String meterSerial,
        MeterType meterType,
        DoubtCode code,
        Evidence evidence,
        List<Candidate> candidates,
        MeterIndex index,
        String dial,
        YearMonth period,
        String imageS3Key,
        Instant doubtedAt,
        Instant expiresAt,
        @Nullable Decided decision) {

    /** Where a doubt stands. */
    public enum Status {
        WAITING,
        ACCEPTED,
        CORRECTED,
        REJECTED,
        /** Nobody decided in time. */
        EXPIRED
    }

    /**
     * A decision that was made.
     *
     * @param index the index that became a reading; null for a rejected one
     * @param by the name of the member of staff
     * @param reason why it was rejected, in their words
     */
    public record Decided(
            Status status,
            @Nullable MeterIndex index,
            String by,
            Instant at,
            @Nullable String reason) {}

    /** Where it stands. */
    public Status status() {
        return decision == null ? Status.WAITING : decision.status();
    }
}
