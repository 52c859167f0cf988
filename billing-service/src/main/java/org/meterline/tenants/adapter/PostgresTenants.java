package org.meterline.tenants.adapter;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.WorkerTransactions;
import org.meterline.tenants.Tenant;
import org.meterline.tenants.Tenants;
import org.meterline.tenants.UnreadableTenant;
import org.meterline.tenants.ValidationRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tenants of the database, remembered all together for an hour. One that is missed is looked for again. */
@Singleton
final class PostgresTenants implements Tenants {

    private static final Logger log = LoggerFactory.getLogger(PostgresTenants.class);

    private static final Duration LIFETIME = Duration.ofHours(1);

    /** So that a flood of messages to a strange number does not become a flood of queries. */
    private static final Duration MISS_LIFETIME = Duration.ofSeconds(5);

    private final WorkerTransactions transactions;
    private final Sql sql;
    private final InstantSource time;
    private final Set<TenantId> complainedOf = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Remembered remembered;

    PostgresTenants(WorkerTransactions transactions, Sql sql, InstantSource time) {
        this.transactions = transactions;
        this.sql = sql;
        this.time = time;
    }

    @Override
    public Optional<Tenant> ofReceivingNumber(String e164) {
        return find(row -> row.isWrittenToOn(e164)).map(Row::readable);
    }

    @Override
    public Optional<TenantId> ownerOf(String e164) {
        return find(row -> row.isWrittenToOn(e164)).map(Row::id);
    }

    @Override
    public Optional<Tenant> withCode(String code) {
        return find(row -> row.code.equals(code)).flatMap(row -> Optional.ofNullable(row.tenant));
    }

    @Override
    public Tenant get(TenantId id) {
        return find(row -> row.id.equals(id))
                .map(Row::readable)
                .orElseThrow(() -> new IllegalArgumentException("there is no tenant " + id));
    }

    @Override
    public List<Tenant> all() {
        return youngerThan(LIFETIME).stream()
                .flatMap(row -> Stream.ofNullable(row.tenant))
                .toList();
    }

    /** The id behind a short name; also when its row cannot be read, so that it can be put right. */
    Optional<TenantId> idOf(String code) {
        return find(row -> row.code.equals(code)).map(Row::id);
    }

    /** What has been written must be seen by the next who asks. */
    void forget() {
        remembered = null;
    }

    /** A row that cannot be read is looked at again as soon as one that is missed. */
    private Optional<Row> find(Predicate<Row> wanted) {
        var found = youngerThan(LIFETIME).stream().filter(wanted).findFirst();
        return found.isPresent() && found.get().tenant != null
                ? found
                : youngerThan(MISS_LIFETIME).stream().filter(wanted).findFirst();
    }

    private List<Row> youngerThan(Duration age) {
        var known = remembered;
        var now = time.instant();
        if (known == null || known.at.plus(age).isBefore(now)) {
            known = new Remembered(load(), now);
            remembered = known;
        }
        return known.rows;
    }

    private List<Row> load() {
        return transactions.call(
                () -> List.copyOf(sql.list("select * from tenants.tenant order by name", this::readOrComplain)));
    }

    /** One row that is wrong must not stop all tenants. It is complained of once, not every time that it is looked at. */
    private Row readOrComplain(ResultSet row) throws SQLException {
        var id = new TenantId(row.getObject("tenant_id", UUID.class));
        Tenant tenant = null;
        try {
            tenant = read(row);
            complainedOf.remove(id);
        } catch (IllegalArgumentException | DateTimeException | NullPointerException nonsense) {
            if (complainedOf.add(id)) {
                log.error(
                        "the row of tenant {} cannot be read and is left out: {}",
                        id,
                        nonsense.getClass().getSimpleName());
            }
        }
        return new Row(
                id, row.getString("code"), row.getString("receiving_number"), row.getString("sms_number"), tenant);
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
                        row.getBigDecimal("wanted_error_rate"),
                        row.getBigDecimal("electricity_confidence_min"),
                        row.getBigDecimal("water_confidence_min"),
                        row.getBigDecimal("gas_confidence_min"),
                        row.getBigDecimal("high_usage_factor")));
    }

    private record Remembered(List<Row> rows, Instant at) {}

    /** A row with what finds it; without a tenant when the rest of it makes no sense. */
    private record Row(
            TenantId id,
            String code,
            String receivingNumber,
            @Nullable String smsNumber,
            @Nullable Tenant tenant) {

        boolean isWrittenToOn(String e164) {
            return e164.equals(receivingNumber) || e164.equals(smsNumber);
        }

        Tenant readable() {
            if (tenant == null) {
                throw new UnreadableTenant(id);
            }
            return tenant;
        }
    }
}
