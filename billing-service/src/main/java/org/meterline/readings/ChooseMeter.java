package org.meterline.readings;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.customers.Customers;
import org.meterline.customers.MeterId;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.domain.HeldPhotos;
import org.meterline.readings.domain.HeldPhotos.Reason;
import org.meterline.readings.domain.Verdicts;

/** Judges the photos that waited for their sender to say which meter they show. */
@Singleton
public class ChooseMeter {

    private final TenantTransactions transactions;
    private final Customers customers;
    private final HeldPhotos held;
    private final Verdicts verdicts;
    private final PhotoJudge judge;

    ChooseMeter(
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
     * Takes up a waiting photo of a contact with the meter that was chosen; it ends in its own news.
     *
     * @param names every name that the contact is known by
     * @param photoId the photo that was asked about; null for the oldest that waits
     * @return how many were judged, 0 or 1; none when nothing waits or the meter is not one of the contact's
     */
    public int choose(TenantId tenant, List<ContactIdentity> names, MeterId meter, @Nullable String photoId) {
        return transactions.in(tenant, () -> {
            var contact = customers.find(names);
            var chosen = contact.stream()
                    .flatMap(known -> customers.metersOf(known.id()).stream())
                    .filter(own -> own.id().equals(meter))
                    .findFirst();
            if (contact.isEmpty() || chosen.isEmpty()) {
                return 0;
            }
            var waiting = waiting(names, photoId);
            if (waiting.isEmpty()) {
                return 0;
            }
            verdicts.goAlone(Locks.of(names, List.of(waiting.get())));
            if (!held.release(waiting.get().photoId())) {
                return 0; // somebody else was faster
            }
            judge.judge(tenant, waiting.get(), contact.get(), chosen.get());
            return 1;
        });
    }

    private Optional<ReadingCaptured> waiting(List<ContactIdentity> names, @Nullable String photoId) {
        return held.of(names, Reason.WHICH_METER).stream()
                .filter(photo -> photoId == null || photo.photoId().equals(photoId))
                .findFirst();
    }
}
