package org.meterline.platform.adapter;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import org.meterline.platform.Sql;

/** What becomes of the rows of an outgoing table: those that arrived go, the others wait, up to five minutes. */
@Singleton
final class OutgoingRows {

    private static final String POSTPONE = """
            update %s set attempts = attempts + 1,
                due_at = ?::timestamptz + least(interval '5 minutes', interval '1 second' * power(2, least(attempts, 10)))
            where id = any (?)
            """;

    private final Sql sql;

    OutgoingRows(Sql sql) {
        this.sql = sql;
    }

    void remove(String table, Collection<Long> ids) {
        if (!ids.isEmpty()) {
            expect(ids.size(), sql.update("delete from " + table + " where id = any (?)", ids));
        }
    }

    void postpone(String table, Collection<Long> ids, Instant now) {
        if (!ids.isEmpty()) {
            expect(ids.size(), sql.update(POSTPONE.formatted(table), now, ids));
        }
    }

    private static void expect(int locked, int changed) {
        if (changed != locked) {
            throw new IllegalStateException(locked + " outgoing rows were locked and " + changed + " changed");
        }
    }
}
