package org.meterline.platform.adapter;

import jakarta.inject.Singleton;
import java.util.Collection;
import org.meterline.platform.Sql;

/** What becomes of the rows of an outgoing table: those that arrived go, the others wait, up to five minutes. */
@Singleton
final class OutgoingRows {

    private static final String POSTPONE = """
            update %s set attempts = attempts + 1,
                due_at = now() + least(interval '5 minutes', interval '1 second' * power(2, least(attempts, 10)))
            where id = any (?)
            """;

    private final Sql sql;

    OutgoingRows(Sql sql) {
        this.sql = sql;
    }

    void remove(String table, Collection<Long> ids) {
        update("delete from " + table + " where id = any (?)", ids);
    }

    void postpone(String table, Collection<Long> ids) {
        update(POSTPONE.formatted(table), ids);
    }

    private void update(String statement, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        var changed = sql.update(statement, ids);
        if (changed != ids.size()) {
            throw new IllegalStateException(ids.size() + " outgoing rows were locked and " + changed + " changed");
        }
    }
}
