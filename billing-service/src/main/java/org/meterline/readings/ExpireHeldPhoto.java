package org.meterline.readings;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.domain.HeldPhotos;
import org.meterline.readings.domain.Verdicts;

/** Ends the waiting of a photo whose sender never said whose it is: it is turned down, and the sender told. */
@Singleton
public class ExpireHeldPhoto {

    private final TenantTransactions transactions;
    private final HeldPhotos held;
    private final Verdicts verdicts;
    private final PhotoJudge judge;

    ExpireHeldPhoto(TenantTransactions transactions, HeldPhotos held, Verdicts verdicts, PhotoJudge judge) {
        this.transactions = transactions;
        this.held = held;
        this.verdicts = verdicts;
        this.judge = judge;
    }

    /** False when it waits no more, or not long enough. */
    public boolean expire(TenantId tenant, String photoId, Instant now) {
        return transactions.in(tenant, () -> {
            var over = held.expired(photoId, now);
            if (over.isEmpty()) {
                return false;
            }
            var photo = over.get();
            verdicts.goAlone(Locks.of(photo.contact(), List.of(photo))); // its sender may be speaking up just now
            if (!held.release(photoId)) {
                return false;
            }
            judge.giveUp(tenant, photo);
            return true;
        });
    }
}
