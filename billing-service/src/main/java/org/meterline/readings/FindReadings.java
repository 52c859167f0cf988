package org.meterline.readings;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.domain.Readings;
import org.meterline.readings.domain.Verdicts;

/** Looks up a tenant's readings, and what was decided about its photos. */
@Singleton
public class FindReadings {

    private final TenantTransactions transactions;
    private final Readings readings;
    private final Verdicts verdicts;

    FindReadings(TenantTransactions transactions, Readings readings, Verdicts verdicts) {
        this.transactions = transactions;
        this.readings = readings;
        this.verdicts = verdicts;
    }

    /** Valid readings, the latest first: a correction counts instead of what it corrects. */
    public List<Reading> list(TenantId tenant, ReadingFilter filter) {
        return transactions.in(tenant, () -> readings.list(filter));
    }

    /** What was said last about a photo, or about a typed number by its message's id. */
    public Optional<PhotoVerdict> verdictOn(TenantId tenant, String photoId) {
        return transactions.in(tenant, () -> verdicts.of(photoId));
    }
}
