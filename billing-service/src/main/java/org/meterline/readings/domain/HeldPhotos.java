package org.meterline.readings.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.ReadingCaptured;

/** Photos of the current tenant that wait for an answer of their sender. Every call is inside a tenant transaction. */
public interface HeldPhotos {

    /** Why a photo waits. */
    enum Reason {
        UNKNOWN_SENDER,
        WHICH_METER
    }

    /** Keeps a photo until it is taken or expires; keeping it again changes its reason. */
    void hold(ReadingCaptured photo, Reason reason, Instant now, Instant expiresAt);

    /** The photos that wait for an answer of somebody by one of these names, oldest first. */
    List<ReadingCaptured> of(List<ContactIdentity> sender, Reason reason);

    /** A photo that has waited long enough; empty when it has not, or waits no more. */
    Optional<ReadingCaptured> expired(String photoId, Instant now);

    /** Lets a photo go; false when it waits no more. */
    boolean release(String photoId);
}
