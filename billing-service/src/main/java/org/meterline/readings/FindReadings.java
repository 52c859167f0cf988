package org.meterline.readings;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.domain.LaterResults;
import org.meterline.readings.domain.Readings;
import org.meterline.readings.domain.Verdicts;

/** Looks up a tenant's readings, and what was decided about its photos. */
@Singleton
public class FindReadings {

    private final TenantTransactions transactions;
    private final Readings readings;
    private final Verdicts verdicts;
    private final LaterResults laterResults;

    FindReadings(TenantTransactions transactions, Readings readings, Verdicts verdicts, LaterResults laterResults) {
        this.transactions = transactions;
        this.readings = readings;
        this.verdicts = verdicts;
        this.laterResults = laterResults;
    }

    /** Valid readings, the latest first: a correction counts instead of what it corrects. */
    public List<Reading> list(TenantId tenant, ReadingFilter filter) {
        return transactions.in(tenant, () -> readings.list(filter));
    }

    /** What was said last about a photo, or about a typed number by its message's id. */
    public Optional<PhotoVerdict> verdictOn(TenantId tenant, String photoId) {
        return transactions.in(tenant, () -> verdicts.of(photoId));
    }

    /** What other versions of the reader saw in a photo after it was judged, in the order in which they came. */
    public List<LaterResult> laterResultsOf(TenantId tenant, String photoId) {
        return transactions.in(tenant, () -> laterResults.of(photoId));
    }
}
