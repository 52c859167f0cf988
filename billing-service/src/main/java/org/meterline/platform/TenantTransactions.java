package org.meterline.platform;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Database transactions that belong to one tenant: row-level security shows them that tenant's rows and no others. Within
 * one, the same tenant's work joins in; another tenant's is refused. Outside of any, every table is empty.
 */
public interface TenantTransactions {

    /** Runs work in the tenant's transaction: returning commits, throwing rolls back. */
    <T extends @Nullable Object> T in(TenantId tenant, Supplier<T> work);

    /** Like {@link #in}, for work that answers nothing. */
    default void run(TenantId tenant, Runnable work) {
        this.<@Nullable Object>in(tenant, () -> {
            work.run();
            return null;
        });
    }

    /** Runs an action once the current transaction has committed, on the same thread; not at all if it rolls back. */
    void afterCommit(Runnable action);
}
