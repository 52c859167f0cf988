package org.meterline.readings;

import jakarta.inject.Singleton;
import java.util.List;
import org.meterline.contracts.ContactIdentity;
import org.meterline.customers.Customers;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.domain.HeldPhotos;
import org.meterline.readings.domain.HeldPhotos.Reason;
import org.meterline.readings.domain.Verdicts;

/**
 * Judges the photos that waited for their sender to become known. To be called after a contact was linked to an account, inside
 * the same transaction or in one of its own; each photo ends in its own news.
 */
@Singleton
public class ReleaseHeldPhotos {

    private final TenantTransactions transactions;
    private final Customers customers;
    private final HeldPhotos held;
    private final Verdicts verdicts;
    private final PhotoJudge judge;

    ReleaseHeldPhotos(
            TenantTransactions transactions,
            Customers customers,
            HeldPhotos held,
            Verdicts verdicts,
            PhotoJudge judge) {
        this.transactions = transactions;
        this.customers = customers;
        this.held = held;
        this.verdicts = verdicts;
        this.judge = judge;
    }

    /**
     * Takes up the photos of a contact again.
     *
     * @param names every name that the contact is known by
     * @return how many waited; none while the contact speaks for no account
     */
    public int release(TenantId tenant, List<ContactIdentity> names) {
        return transactions.in(tenant, () -> {
            verdicts.goAlone(Locks.of(names, held.of(names, Reason.UNKNOWN_SENDER)));
            var contact =
                    customers.find(names).filter(known -> !known.accounts().isEmpty());
            if (contact.isEmpty()) {
                return 0;
            }
            // all of them before any is judged, in one order: others may speak for the same meters
            customers.metersOf(contact.get().id()).forEach(meter -> customers.lockMeter(meter.id()));
            var released = 0;
            for (var photo : held.of(names, Reason.UNKNOWN_SENDER)) {
                if (held.release(photo.photoId())) {
                    judge.judge(tenant, photo, contact.get(), null);
                    released++;
                }
            }
            return released;
        });
    }
}
