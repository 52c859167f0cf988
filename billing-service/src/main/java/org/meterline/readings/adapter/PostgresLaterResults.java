package org.meterline.readings.adapter;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.meterline.contracts.UnreadableReason;
import org.meterline.platform.Sql;
import org.meterline.readings.LaterResult;
import org.meterline.readings.domain.LaterResults;

/** Later results in PostgreSQL; the table's key is what keeps each once. */
@Singleton
final class PostgresLaterResults implements LaterResults {

    private static final String ADD = """
            insert into readings.later_result (photo_id, message_id, reader_version, dial, confidence, reason, heard_at)
            values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """;

    private final Sql sql;

    PostgresLaterResults(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean add(LaterResult result) {
        return sql.update(
                        ADD,
                        result.photoId(),
                        result.messageId(),
                        result.readerVersion(),
                        result.dial(),
                        result.confidence(),
                        result.reason(),
                        result.heardAt())
                == 1;
    }

    @Override
    public List<LaterResult> of(String photoId) {
        return sql.list(
                "select * from readings.later_result where photo_id = ? order by heard_at, reader_version",
                PostgresLaterResults::read,
                photoId);
    }

    private static LaterResult read(ResultSet row) throws SQLException {
        var reason = row.getString("reason");
        return new LaterResult(
                row.getString("photo_id"),
                row.getString("message_id"),
                row.getString("reader_version"),
                row.getString("dial"),
                row.getBigDecimal("confidence"),
                reason == null ? null : UnreadableReason.valueOf(reason),
                Objects.requireNonNull(Sql.instant(row, "heard_at")));
    }
}
