package org.meterline.platform.adapter;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.meterline.platform.WorkerTransactions;

/** Steps into the workers' role for the length of a transaction. */
@Singleton
final class PostgresWorkerTransactions implements WorkerTransactions {

    private final TransactionOperations<Connection> transactions;

    PostgresWorkerTransactions(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    @Override
    public <T extends @Nullable Object> T call(Supplier<T> work) {
        if (transactions.findTransactionStatus().isPresent()) {
            throw new IllegalStateException("a worker's transaction joins nothing outside");
        }
        return transactions.executeWrite(status -> {
            try (var step = status.getConnection().createStatement()) {
                step.execute("set local role meterline_worker");
            }
            return work.get();
        });
    }
}
