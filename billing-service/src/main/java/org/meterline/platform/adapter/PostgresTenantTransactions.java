package org.meterline.platform.adapter;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;

/** Names the tenant to PostgreSQL for the length of a transaction; the policies of the tables do the rest. */
@Singleton
final class PostgresTenantTransactions implements TenantTransactions {

    private static final ScopedValue<Current> CURRENT = ScopedValue.newInstance();

    private final TransactionOperations<Connection> transactions;

    PostgresTenantTransactions(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    @Override
    public <T extends @Nullable Object> T in(TenantId tenant, Supplier<T> work) {
        if (CURRENT.isBound()) {
            return join(CURRENT.get(), tenant, work);
        }
        if (transactions.findTransactionStatus().isPresent()) {
            throw new IllegalStateException("a tenant transaction joins nothing outside");
        }
        var current = new Current(tenant, new ArrayList<>());
        T answer = ScopedValue.where(CURRENT, current)
                .call(() -> transactions.executeWrite(status -> {
                    name(tenant, status.getConnection());
                    return work.get();
                }));
        current.afterCommit.forEach(Runnable::run);
        return answer;
    }

    @Override
    public void afterCommit(Runnable action) {
        CURRENT.get().afterCommit.add(action);
    }

    private static <T extends @Nullable Object> T join(Current current, TenantId tenant, Supplier<T> work) {
        if (!current.tenant.equals(tenant)) {
            throw new IllegalStateException("tenant " + tenant + " has no place in a transaction of " + current.tenant);
        }
        return work.get();
    }

    private static void name(TenantId tenant, Connection connection) throws SQLException {
        try (var naming = connection.prepareStatement("select set_config('meterline.tenant', ?, true)")) {
            naming.setString(1, tenant.toString());
            naming.execute();
        }
    }

    private record Current(TenantId tenant, List<Runnable> afterCommit) {}
}
