package org.meterline.readings;

import java.util.List;
import org.meterline.contracts.ContactIdentity;
import org.meterline.platform.TenantId;

/**
 * Judges the photos that waited for their sender to become known. To be called after a contact was linked to an account, inside
 * the same transaction or in one of its own; each photo ends in its own news.
 */
public interface ReleaseHeldPhotos {

    /**
     * Takes up the photos of a contact again.
     *
     * @param contact every name that the contact is known by
     * @return how many waited
     */
    int release(TenantId tenant, List<ContactIdentity> contact);
}
