package org.meterline.access.adapter;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.meterline.access.ApiKey;
import org.meterline.access.ApiKeys;
import org.meterline.access.NewApiKey;
import org.meterline.platform.Role;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.platform.WorkerTransactions;

/**
 * API keys in PostgreSQL, by their SHA-256: a key is 256 random bits, so nothing slower is needed, and looking a hash up tells
 * nothing about a key by its timing. A key that opened a door is remembered for half a minute, and so is its revocation late by
 * that much in other processes.
 */
@Singleton
final class PostgresApiKeys implements ApiKeys {

    private static final String PREFIX = "mlk_";
    private static final int KEY_BYTES = 32;
    private static final Duration LIFETIME = Duration.ofSeconds(30);
    private static final int REMEMBERED_MAX = 1_000;

    private final TenantTransactions transactions;
    private final WorkerTransactions workers;
    private final Sql sql;
    private final InstantSource time;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    PostgresApiKeys(TenantTransactions transactions, WorkerTransactions workers, Sql sql, InstantSource time) {
        this.transactions = transactions;
        this.workers = workers;
        this.sql = sql;
        this.time = time;
    }

    @Override
    public NewApiKey make(TenantId tenant, String name, Role role) {
        var bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        var key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new NewApiKey(insert(tenant, name, role, key), key);
    }

    @Override
    public void keep(TenantId tenant, String name, Role role, String key) {
        if (identify(key).isEmpty()) {
            insert(tenant, name, role, key);
        }
    }

    @Override
    public Optional<ApiKey> identify(String key) {
        var hash = sha256(key);
        var name = HexFormat.of().formatHex(hash);
        var now = time.instant();
        var known = remembered.get(name);
        if (known != null && now.isBefore(known.until)) {
            return Optional.of(known.key);
        }
        var found = workers.call(() -> sql.one(
                "select * from access.api_key where key_sha256 = ? and revoked_at is null",
                PostgresApiKeys::read,
                hash));
        if (remembered.size() >= REMEMBERED_MAX) {
            remembered.clear();
        }
        found.ifPresent(opens -> remembered.put(name, new Remembered(opens, now.plus(LIFETIME))));
        return found;
    }

    @Override
    public List<ApiKey> of(TenantId tenant) {
        return transactions.in(
                tenant, () -> sql.list("select * from access.api_key order by made_at, id", PostgresApiKeys::read));
    }

    @Override
    public boolean revoke(TenantId tenant, UUID id) {
        var revoked = transactions.in(
                tenant,
                () -> sql.update(
                        "update access.api_key set revoked_at = coalesce(revoked_at, ?) where id = ?",
                        time.instant(),
                        id));
        remembered.clear();
        return revoked == 1;
    }

    private UUID insert(TenantId tenant, String name, Role role, String key) {
        var id = UUID.randomUUID();
        transactions.run(
                tenant,
                () -> sql.update(
                        "insert into access.api_key (id, name, role, key_sha256, made_at) values (?, ?, ?, ?, ?)",
                        id,
                        name,
                        role,
                        sha256(key),
                        time.instant()));
        return id;
    }

    private static ApiKey read(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getObject("id", UUID.class),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                Objects.requireNonNull(Sql.instant(row, "made_at")),
                Sql.instant(row, "revoked_at"));
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private record Remembered(ApiKey key, Instant until) {}
}
