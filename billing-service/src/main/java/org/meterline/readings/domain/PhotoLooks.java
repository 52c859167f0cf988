package org.meterline.readings.domain;

import java.time.YearMonth;
import java.util.Optional;
import org.meterline.customers.MeterId;
import org.meterline.readings.PhotoVerdict;

/** What photos of the current tenant look like. Every call is inside a tenant transaction. */
public interface PhotoLooks {

    /** Remembers a photo; doing it again changes nothing. */
    void remember(String photoId, PhotoHash hash);

    /**
     * The photo that looks most like another, of those that became a reading or wait for a person. A photo of the same meter for
     * the same period is left out: that is somebody being careful.
     *
     * @param photoId the other one's
     */
    Optional<Similar> mostLike(PhotoHash hash, String photoId, MeterId meter, YearMonth period);

    /**
     * A photo that was seen before.
     *
     * @param distanceBits in how many bits its hash differs
     */
    record Similar(PhotoVerdict verdict, int distanceBits) {}
}
