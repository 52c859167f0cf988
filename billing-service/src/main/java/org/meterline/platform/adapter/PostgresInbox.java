package org.meterline.platform.adapter;

import jakarta.inject.Singleton;
import org.meterline.platform.Inbox;
import org.meterline.platform.Sql;

/** The inbox as a table whose key decides who was first. */
@Singleton
final class PostgresInbox implements Inbox {

    private static final String HEAR =
            "insert into platform.inbox (consumer, event_id) values (?, ?) on conflict do nothing";

    private final Sql sql;

    PostgresInbox(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean firstTime(String consumer, String eventId) {
        return sql.update(HEAR, consumer, eventId) == 1;
    }
}
