package org.meterline.platform.adapter;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Set;
import org.meterline.platform.Inbox;
import org.meterline.platform.Sql;

/** The inbox as a table whose key decides who was first. */
@Singleton
final class PostgresInbox implements Inbox {

    private static final String HEAR =
            "insert into platform.inbox (consumer, event_id) values (?, ?) on conflict do nothing";

    /** In one order, so that two who hear the same events do not wait for each other. */
    private static final String HEAR_ALL = """
            insert into platform.inbox (consumer, event_id) select ?, event_id from unnest(?) as heard (event_id)
            order by event_id
            on conflict do nothing
            returning event_id
            """;

    private final Sql sql;

    PostgresInbox(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean firstTime(String consumer, String eventId) {
        return sql.update(HEAR, consumer, eventId) == 1;
    }

    @Override
    public Set<String> firstTime(String consumer, Collection<String> eventIds) {
        return Set.copyOf(sql.list(HEAR_ALL, row -> row.getString("event_id"), consumer, eventIds));
    }
}
