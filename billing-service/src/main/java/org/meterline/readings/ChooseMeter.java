package org.meterline.readings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.ContactIdentity;
import org.meterline.customers.MeterId;
import org.meterline.platform.TenantId;

/** Judges the photos that waited for their sender to say which meter they show. */
public interface ChooseMeter {

    /**
     * Takes up the waiting photos of a contact with the meter that was chosen; each ends in its own news.
     *
     * @param photoId the one that was asked about; null for all that wait for an answer
     * @return how many waited; none when the meter is not one of the contact's
     */
    int choose(TenantId tenant, List<ContactIdentity> contact, MeterId meter, @Nullable String photoId);
}
