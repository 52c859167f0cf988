package org.meterline.readings.domain;

import java.util.Collection;
import java.util.Optional;
import org.meterline.readings.PhotoVerdict;

/** What was said about each photo of the current tenant, in order. Every call is inside a tenant transaction. */
public interface Verdicts {

    /** Adds a verdict; false when the photo has had its last word. */
    boolean add(PhotoVerdict verdict);

    /** What was said last about a photo, or about a typed number by its message's id. */
    Optional<PhotoVerdict> of(String photoId);

    /** The first other photo with the same bytes that became a reading or waits for a person. */
    Optional<PhotoVerdict> ofSameImage(String imageSha256, String otherThanPhotoId);

    /**
     * Makes others wait who judge the same photo, or the same bytes, until the transaction ends. Several names are locked in an
     * order of their own, so that two who lock the same ones do not wait for each other.
     */
    void goAlone(Collection<String> names);
}
