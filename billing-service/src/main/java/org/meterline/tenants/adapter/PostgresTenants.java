package org.meterline.tenants.adapter;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.WorkerTransactions;
import org.meterline.tenants.Tenant;
import org.meterline.tenants.Tenants;
import org.meterline.tenants.ValidationRules;

/** The tenants of the database, remembered all together for an hour. One that is missed is looked for again. */
@Singleton
final class PostgresTenants implements Tenants {

    private static final Duration LIFETIME = Duration.ofHours(1);

    /** So that a flood of messages to a strange number does not become a flood of queries. */
    private static final Duration MISS_LIFETIME = Duration.ofSeconds(5);

    private final WorkerTransactions transactions;
    private final Sql sql;
    private final InstantSource time;
    private volatile @Nullable Remembered remembered;

    PostgresTenants(WorkerTransactions transactions, Sql sql, InstantSource time) {
        this.transactions = transactions;
        this.sql = sql;
        this.time = time;
    }

    @Override
    public Optional<Tenant> ofReceivingNumber(String e164) {
        return find(tenant -> tenant.receivingNumber().equals(e164) || e164.equals(tenant.smsNumber()));
    }

    @Override
    public Optional<Tenant> withCode(String code) {
        return find(tenant -> tenant.code().equals(code));
    }

    @Override
    public Tenant get(TenantId id) {
        return find(tenant -> tenant.id().equals(id))
                .orElseThrow(() -> new IllegalArgumentException("there is no tenant " + id));
    }

    @Override
    public List<Tenant> all() {
        return youngerThan(LIFETIME);
    }

    /** What has been written must be seen by the next who asks. */
    void forget() {
        remembered = null;
    }

    private Optional<Tenant> find(Predicate<Tenant> wanted) {
        var found = youngerThan(LIFETIME).stream().filter(wanted).findFirst();
        return found.isPresent()
                ? found
                : youngerThan(MISS_LIFETIME).stream().filter(wanted).findFirst();
    }

    private List<Tenant> youngerThan(Duration age) {
        var known = remembered;
        var now = time.instant();
        if (known == null || known.at.plus(age).isBefore(now)) {
            known = new Remembered(load(), now);
            remembered = known;
        }
        return known.tenants;
    }

    private List<Tenant> load() {
        return transactions.call(
                () -> List.copyOf(sql.list("select * from tenants.tenant order by name", PostgresTenants::read)));
    }

    static Tenant read(ResultSet row) throws SQLException {
        return new Tenant(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getString("code"),
                row.getString("name"),
                Locale.forLanguageTag(row.getString("locale")),
                Currency.getInstance(row.getString("currency")),
                ZoneId.of(row.getString("zone")),
                row.getString("receiving_number"),
                row.getString("sms_number"),
                row.getString("account_sid"),
                row.getString("messaging_service_sid"),
                new ValidationRules(
                        row.getBigDecimal("electricity_confidence_min"),
                        row.getBigDecimal("water_confidence_min"),
                        row.getBigDecimal("gas_confidence_min"),
                        row.getBigDecimal("high_usage_factor")));
    }

    private record Remembered(List<Tenant> tenants, Instant at) {}
}
