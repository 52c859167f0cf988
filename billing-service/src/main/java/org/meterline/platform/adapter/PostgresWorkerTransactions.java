package org.meterline.platform.adapter;

import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.meterline.platform.WorkerTransactions;

/** Steps into the workers' role for the length of a transaction, on a connection of its own. */
@Singleton
final class PostgresWorkerTransactions implements WorkerTransactions {

    private static final TransactionDefinition OWN =
            TransactionDefinition.of(TransactionDefinition.Propagation.REQUIRES_NEW);

    private final TransactionOperations<Connection> transactions;

    PostgresWorkerTransactions(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    @Override
    public <T extends @Nullable Object> T call(Supplier<T> work) {
        return transactions.execute(OWN, status -> {
            try (var step = status.getConnection().createStatement()) {
                step.execute("set local role meterline_worker");
            }
            return work.get();
        });
    }
}
