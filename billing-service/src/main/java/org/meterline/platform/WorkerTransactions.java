package org.meterline.platform;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Database transactions of workers that serve all tenants at once, such as the relay of the outbox. They see the tables
 * that were shared with workers, of every tenant, and nothing else.
 */
public interface WorkerTransactions {

    /** Runs work in a worker's transaction: returning commits, throwing rolls back. */
    <T extends @Nullable Object> T call(Supplier<T> work);
}
