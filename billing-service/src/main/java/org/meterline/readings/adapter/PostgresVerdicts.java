package org.meterline.readings.adapter;

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
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.customers.MeterId;
import org.meterline.readings.Evidence;
import org.meterline.readings.MeterIndex;
import org.meterline.readings.PhotoVerdict;
import org.meterline.readings.ReadingId;
import org.meterline.readings.domain.Verdicts;

/** Verdicts in PostgreSQL. Going alone is an advisory lock of the transaction, by tenant and name. */
@Singleton
final class PostgresVerdicts implements Verdicts {

    private static final String COLUMNS = """
            photo_id, message_id, verdict, code, meter_id, dial, index_thousandths, period, reading_id, image_s3_key,
            image_sha256, evidence, reader_version, reviewed, said_at
            """;

    private static final String ADD = "insert into readings.verdict (" + COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?) on conflict do nothing";

    private static final String OF_PHOTO =
            "select " + COLUMNS + " from readings.verdict where photo_id = ? order by id desc limit 1";

    private static final String OF_SAME_IMAGE = "select " + COLUMNS + """
            from readings.verdict
            where image_sha256 = ? and photo_id <> ? and verdict in ('ACCEPTED', 'DOUBTED')
              and not exists (select from readings.verdict newer
                              where newer.photo_id = verdict.photo_id and newer.id > verdict.id)
            order by id limit 1
            """;

    /** Row by row, in the order of the names. */
    private static final String GO_ALONE = """
            select pg_advisory_xact_lock(hashtextextended(platform.current_tenant()::text || '/' || name, 0))
            from (select name from unnest(?) as asked (name) order by name collate "C" offset 0) as one_after_the_other
            """;

    private static final Argument<Map<String, String>> FACTS = Argument.mapOf(String.class, String.class);

    private final JdbcOperations jdbc;
    private final ObjectMapper json;

    PostgresVerdicts(JdbcOperations jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public boolean add(PhotoVerdict verdict) {
        var evidence = write(verdict.evidence());
        return jdbc.prepareStatement(ADD, insert -> {
            insert.setString(1, verdict.photoId());
            insert.setString(2, verdict.messageId());
            insert.setString(3, verdict.kind().name());
            insert.setString(4, verdict.code());
            setUuid(insert, 5, verdict.meter() == null ? null : verdict.meter().value());
            insert.setString(6, verdict.dial());
            insert.setObject(7, verdict.index() == null ? null : verdict.index().thousandths(), Types.BIGINT);
            insert.setString(
                    8, verdict.period() == null ? null : verdict.period().toString());
            setUuid(
                    insert,
                    9,
                    verdict.reading() == null ? null : verdict.reading().value());
            insert.setString(10, verdict.imageS3Key());
            insert.setString(11, verdict.imageSha256());
            insert.setString(12, evidence);
            insert.setString(13, verdict.readerVersion());
            insert.setBoolean(14, verdict.reviewed());
            insert.setObject(15, verdict.saidAt().atOffset(ZoneOffset.UTC));
            return insert.executeUpdate() == 1;
        });
    }

    @Override
    public Optional<PhotoVerdict> of(String photoId) {
        return jdbc.prepareStatement(OF_PHOTO, select -> {
            select.setString(1, photoId);
            return first(select);
        });
    }

    @Override
    public Optional<PhotoVerdict> ofSameImage(String imageSha256, String otherThanPhotoId) {
        return jdbc.prepareStatement(OF_SAME_IMAGE, select -> {
            select.setString(1, imageSha256);
            select.setString(2, otherThanPhotoId);
            return first(select);
        });
    }

    @Override
    public void goAlone(Collection<String> names) {
        jdbc.prepareStatement(GO_ALONE, lock -> {
            lock.setArray(
                    1,
                    lock.getConnection()
                            .createArrayOf("text", names.stream().distinct().toArray()));
            return lock.execute();
        });
    }

    private Optional<PhotoVerdict> first(PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            return rows.next() ? Optional.of(verdict(rows)) : Optional.empty();
        }
    }

    private PhotoVerdict verdict(ResultSet row) throws SQLException {
        var meter = row.getObject("meter_id", UUID.class);
        var index = row.getObject("index_thousandths", Long.class);
        var period = row.getString("period");
        var reading = row.getObject("reading_id", UUID.class);
        return new PhotoVerdict(
                row.getString("photo_id"),
                row.getString("message_id"),
                PhotoVerdict.Kind.valueOf(row.getString("verdict")),
                row.getString("code"),
                meter == null ? null : new MeterId(meter),
                row.getString("dial"),
                index == null ? null : new MeterIndex(index),
                period == null ? null : YearMonth.parse(period),
                reading == null ? null : new ReadingId(reading),
                row.getString("image_s3_key"),
                row.getString("image_sha256"),
                read(row.getString("evidence")),
                row.getString("reader_version"),
                row.getBoolean("reviewed"),
                row.getObject("said_at", OffsetDateTime.class).toInstant());
    }

    private String write(Evidence evidence) {
        try {
            return json.writeValueAsString(FACTS, evidence.byName());
        } catch (IOException failure) {
            throw new UncheckedIOException("evidence has no JSON", failure);
        }
    }

    private Evidence read(String facts) {
        try {
            return Evidence.named(json.readValue(facts, FACTS));
        } catch (IOException failure) {
            throw new UncheckedIOException("stored evidence does not parse", failure);
        }
    }

    private static void setUuid(PreparedStatement statement, int at, @Nullable UUID value) throws SQLException {
        statement.setObject(at, value, Types.OTHER);
    }
}
