package org.meterline.platform.adapter;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.Collection;

/** What becomes of the rows of an outgoing table: those that arrived go, the others wait, up to five minutes. */
@Singleton
final class OutgoingRows {

    private static final String POSTPONE = """
            update %s set attempts = attempts + 1,
                due_at = now() + least(interval '5 minutes', interval '1 second' * power(2, least(attempts, 10)))
            where id = any (?)
            """;

    private final JdbcOperations jdbc;

    OutgoingRows(JdbcOperations jdbc) {
        this.jdbc = jdbc;
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
        var changed = jdbc.prepareStatement(statement, update -> {
            update.setArray(1, update.getConnection().createArrayOf("bigint", ids.toArray()));
            return update.executeUpdate();
        });
        if (changed != ids.size()) {
            throw new IllegalStateException(ids.size() + " outgoing rows were locked and " + changed + " changed");
        }
    }
}
