package org.meterline.review.adapter;

import io.micronaut.core.type.Argument;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.MeterType;
import org.meterline.customers.MeterId;
import org.meterline.platform.TenantId;
import org.meterline.readings.DoubtCode;
import org.meterline.readings.Evidence;
import org.meterline.readings.MeterIndex;
import org.meterline.readings.PhotoOrigin;
import org.meterline.review.Doubt;
import org.meterline.review.DoubtId;
import org.meterline.review.DoubtPlace;
import org.meterline.review.domain.Doubts;

/** Doubts in PostgreSQL. That only a waiting one is decided is in the update's condition. */
@Singleton
final class PostgresDoubts implements Doubts {

    private static final String ADD = """
            insert into review.doubt (id, photo_id, message_id, meter_id, meter_serial, meter_kind, code, evidence,
                candidates, index_thousandths, dial, period, image_s3_key, channel, receiving_number, contact,
                received_at, doubted_at, expires_at)
            values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
            on conflict do nothing
            """;

    private static final String WITH_ID = "select * from review.doubt where id = ?";

    private static final String LOCK = WITH_ID + " for update";

    private static final String DECIDE = """
            update review.doubt set status = ?, decided_index = ?, decided_by = ?, decided_at = ?, reason = ?
            where id = ? and status = 'WAITING'
            """;

    private static final String LIST = """
            select * from review.doubt
            where status = ? and (?::timestamptz is null or (received_at, id) > (?::timestamptz, ?::uuid))
            order by received_at, id limit ?
            """;

    private static final String WAITING = "select count(*) from review.doubt where status = 'WAITING'";

    private static final Argument<Map<String, String>> FACTS = Argument.mapOf(String.class, String.class);
    private static final Argument<List<Candidate>> CANDIDATES = Argument.listOf(Candidate.class);
    private static final Argument<List<ContactIdentity>> CONTACT = Argument.listOf(ContactIdentity.class);

    private final JdbcOperations jdbc;
    private final ObjectMapper json;

    PostgresDoubts(JdbcOperations jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public boolean add(Doubt doubt) {
        var origin = doubt.origin();
        return jdbc.prepareStatement(ADD, insert -> {
            var at = 1;
            insert.setObject(at++, doubt.id().value());
            insert.setString(at++, origin.photoId());
            insert.setString(at++, origin.messageId());
            insert.setObject(at++, doubt.meter().value());
            insert.setString(at++, doubt.meterSerial());
            insert.setString(at++, doubt.meterType().name());
            insert.setString(at++, doubt.code().name());
            insert.setString(at++, write(FACTS, doubt.evidence().byName()));
            insert.setString(at++, write(CANDIDATES, doubt.candidates()));
            insert.setLong(at++, doubt.index().thousandths());
            insert.setString(at++, doubt.dial());
            insert.setString(at++, doubt.period().toString());
            insert.setString(at++, doubt.imageS3Key());
            insert.setString(at++, origin.channel().name());
            insert.setString(at++, origin.receivingNumber());
            insert.setString(at++, write(CONTACT, origin.contact()));
            insert.setObject(at++, utc(origin.receivedAt()));
            insert.setObject(at++, utc(doubt.doubtedAt()));
            insert.setObject(at, utc(doubt.expiresAt()));
            return insert.executeUpdate() == 1;
        });
    }

    @Override
    public Optional<Doubt> withId(DoubtId id) {
        return one(WITH_ID, id);
    }

    @Override
    public Optional<Doubt> lock(DoubtId id) {
        return one(LOCK, id);
    }

    private Optional<Doubt> one(String query, DoubtId id) {
        return jdbc.prepareStatement(query, select -> {
            select.setObject(1, id.value());
            return doubts(select).stream().findFirst();
        });
    }

    @Override
    public boolean decide(DoubtId id, Doubt.Decided decision) {
        return jdbc.prepareStatement(DECIDE, update -> {
            var index = decision.index();
            update.setString(1, decision.status().name());
            update.setObject(2, index == null ? null : index.thousandths(), Types.BIGINT);
            update.setString(3, decision.by());
            update.setObject(4, utc(decision.at()));
            update.setString(5, decision.reason());
            update.setObject(6, id.value());
            return update.executeUpdate() == 1;
        });
    }

    @Override
    public List<Doubt> list(@Nullable DoubtPlace after, Doubt.Status status, int limit) {
        return jdbc.prepareStatement(LIST, select -> {
            var from = after == null ? null : utc(after.receivedAt());
            select.setString(1, status.name());
            select.setObject(2, from, Types.TIMESTAMP_WITH_TIMEZONE);
            select.setObject(3, from, Types.TIMESTAMP_WITH_TIMEZONE);
            select.setObject(4, after == null ? null : after.id().value(), Types.OTHER);
            select.setInt(5, limit);
            return doubts(select);
        });
    }

    @Override
    public long waiting() {
        return jdbc.prepareStatement(WAITING, select -> {
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private List<Doubt> doubts(PreparedStatement select) throws SQLException {
        var found = new ArrayList<Doubt>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(doubt(rows));
            }
        }
        return found;
    }

    private Doubt doubt(ResultSet row) throws SQLException {
        var origin = new PhotoOrigin(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getString("message_id"),
                row.getString("photo_id"),
                Channel.valueOf(row.getString("channel")),
                row.getString("receiving_number"),
                read(CONTACT, row.getString("contact")),
                instant(row, "received_at"));
        return new Doubt(
                new DoubtId(row.getObject("id", UUID.class)),
                origin,
                new MeterId(row.getObject("meter_id", UUID.class)),
                row.getString("meter_serial"),
                MeterType.valueOf(row.getString("meter_kind")),
                DoubtCode.valueOf(row.getString("code")),
                Evidence.named(read(FACTS, row.getString("evidence"))),
                read(CANDIDATES, row.getString("candidates")),
                new MeterIndex(row.getLong("index_thousandths")),
                row.getString("dial"),
                YearMonth.parse(row.getString("period")),
                row.getString("image_s3_key"),
                instant(row, "doubted_at"),
                instant(row, "expires_at"),
                decision(row));
    }

    private static Doubt.@Nullable Decided decision(ResultSet row) throws SQLException {
        var status = Doubt.Status.valueOf(row.getString("status"));
        if (status == Doubt.Status.WAITING) {
            return null;
        }
        var index = row.getObject("decided_index", Long.class);
        return new Doubt.Decided(
                status,
                index == null ? null : new MeterIndex(index),
                row.getString("decided_by"),
                instant(row, "decided_at"),
                row.getString("reason"));
    }

    private <T> String write(Argument<T> type, T value) {
        try {
            return json.writeValueAsString(type, value);
        } catch (IOException failure) {
            throw new UncheckedIOException("a doubt has no JSON", failure);
        }
    }

    private <T> T read(Argument<T> type, String stored) {
        try {
            return Objects.requireNonNull(json.readValue(stored, type));
        } catch (IOException failure) {
            throw new UncheckedIOException("a stored doubt does not parse", failure);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
