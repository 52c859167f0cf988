package org.meterline.review;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.review.domain.Doubts;

/** Looks up a tenant's doubted readings. */
@Singleton
public class FindDoubts {

    /** The most doubts of one list. */
    public static final int LIMIT_MAX = 100;

    private final TenantTransactions transactions;
    private final Doubts doubts;

    FindDoubts(TenantTransactions transactions, Doubts doubts) {
        this.transactions = transactions;
        this.doubts = doubts;
    }

    /**
     * Doubts of one status, oldest first.
     *
     * @param after the last one that was seen; null for the beginning
     */
    public List<Doubt> list(TenantId tenant, @Nullable DoubtPlace after, Doubt.Status status, int limit) {
        var bounded = Math.clamp(limit, 1, LIMIT_MAX);
        return transactions.in(tenant, () -> doubts.list(after, status, bounded));
    }

    public Optional<Doubt> withId(TenantId tenant, DoubtId id) {
        return transactions.in(tenant, () -> doubts.withId(id));
    }

    /** How many wait for a person. */
    public long waiting(TenantId tenant) {
        return transactions.in(tenant, doubts::waiting);
    }
}
