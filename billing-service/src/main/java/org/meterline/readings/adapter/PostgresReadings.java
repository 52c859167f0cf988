package org.meterline.readings.adapter;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.customers.MeterId;
import org.meterline.readings.MeterIndex;
import org.meterline.readings.Reading;
import org.meterline.readings.ReadingFilter;
import org.meterline.readings.ReadingId;
import org.meterline.readings.ReadingNote;
import org.meterline.readings.ReadingSource;
import org.meterline.readings.domain.History;
import org.meterline.readings.domain.Readings;

/** Readings in PostgreSQL. Which one comes first of two for the same photo is decided by the table's keys. */
@Singleton
final class PostgresReadings implements Readings {

    private static final String COLUMNS = """
            id, meter_id, source, index_thousandths, moved_thousandths, consumption, taken_at, period, notes,
            source_message_id, photo_id, image_s3_key, image_sha256, confidence, decided_by, supersedes
            """;

    private static final String ADD = "insert into readings.reading (" + COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";

    private static final String VALID =
            " not exists (select from readings.reading later where later.supersedes = reading.id) ";

    private static final String BEFORE = """
            select index_thousandths, taken_at, moved_thousandths from readings.reading
            where meter_id = ? and taken_at <= ? and""" + VALID + "order by taken_at desc, recorded_at desc limit ?";

    private static final String LATER = """
            select index_thousandths, taken_at, moved_thousandths from readings.reading
            where meter_id = ? and taken_at > ? and""" + VALID + "order by taken_at, recorded_at limit 1";

    private static final String LIST =
            "select " + COLUMNS + """
            from readings.reading
            where (?::text is null or source_message_id = ?)
              and (?::text is null or photo_id = ?)
              and (?::uuid is null or meter_id = ?)
              and (?::text is null or period = ?)
              and""" + VALID + "order by taken_at desc, recorded_at desc limit ?";

    private final JdbcOperations jdbc;

    PostgresReadings(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(Reading reading) {
        return jdbc.prepareStatement(ADD, insert -> {
            var at = 1;
            insert.setObject(at++, reading.id().value());
            insert.setObject(at++, reading.meter().value());
            insert.setString(at++, reading.source().name());
            insert.setLong(at++, reading.index().thousandths());
            insert.setObject(at++, reading.movedThousandths(), Types.BIGINT);
            insert.setBigDecimal(at++, reading.consumption());
            insert.setObject(at++, utc(reading.takenAt()));
            insert.setString(at++, reading.period().toString());
            var notes = reading.notes().stream().map(ReadingNote::name).toArray();
            insert.setArray(at++, insert.getConnection().createArrayOf("text", notes));
            insert.setString(at++, reading.sourceMessageId());
            insert.setString(at++, reading.photoId());
            insert.setString(at++, reading.imageS3Key());
            insert.setString(at++, reading.imageSha256());
            insert.setBigDecimal(at++, reading.confidence());
            insert.setString(at++, reading.decidedBy());
            var superseded = reading.supersedes();
            insert.setObject(at, superseded == null ? null : superseded.value(), Types.OTHER);
            return insert.executeUpdate() == 1;
        });
    }

    @Override
    public History historyOf(MeterId meter, Instant at) {
        var before = points(BEFORE, meter, at, History.POINTS_MAX);
        var later = points(LATER, meter, at, null);
        return History.around(at, before, later.isEmpty() ? null : later.getFirst());
    }

    private List<History.Point> points(String query, MeterId meter, Instant at, @Nullable Integer limit) {
        return jdbc.prepareStatement(query, select -> {
            select.setObject(1, meter.value());
            select.setObject(2, utc(at));
            if (limit != null) {
                select.setInt(3, limit);
            }
            var points = new ArrayList<History.Point>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    points.add(new History.Point(
                            new MeterIndex(rows.getLong("index_thousandths")),
                            instant(rows, "taken_at"),
                            rows.getObject("moved_thousandths", Long.class)));
                }
            }
            return points;
        });
    }

    @Override
    public List<Reading> list(ReadingFilter filter) {
        var meter = filter.meter() == null ? null : filter.meter().value();
        var period = filter.period() == null ? null : filter.period().toString();
        return jdbc.prepareStatement(LIST, select -> {
            select.setString(1, filter.messageId());
            select.setString(2, filter.messageId());
            select.setString(3, filter.photoId());
            select.setString(4, filter.photoId());
            select.setObject(5, meter, Types.OTHER);
            select.setObject(6, meter, Types.OTHER);
            select.setString(7, period);
            select.setString(8, period);
            select.setInt(9, filter.limit());
            var found = new ArrayList<Reading>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(reading(rows));
                }
            }
            return found;
        });
    }

    private static Reading reading(ResultSet row) throws SQLException {
        var superseded = row.getObject("supersedes", UUID.class);
        return new Reading(
                new ReadingId(row.getObject("id", UUID.class)),
                new MeterId(row.getObject("meter_id", UUID.class)),
                ReadingSource.valueOf(row.getString("source")),
                new MeterIndex(row.getLong("index_thousandths")),
                row.getObject("moved_thousandths", Long.class),
                row.getBigDecimal("consumption"),
                instant(row, "taken_at"),
                YearMonth.parse(row.getString("period")),
                notes(row),
                row.getString("source_message_id"),
                row.getString("photo_id"),
                row.getString("image_s3_key"),
                row.getString("image_sha256"),
                row.getBigDecimal("confidence"),
                row.getString("decided_by"),
                superseded == null ? null : new ReadingId(superseded));
    }

    private static Set<ReadingNote> notes(ResultSet row) throws SQLException {
        var notes = EnumSet.noneOf(ReadingNote.class);
        Arrays.stream((String[]) row.getArray("notes").getArray())
                .map(ReadingNote::valueOf)
                .forEach(notes::add);
        return notes;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
