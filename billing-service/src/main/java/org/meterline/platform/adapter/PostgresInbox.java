package org.meterline.platform.adapter;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import org.meterline.platform.Inbox;

/** The inbox as a table whose key decides who was first. */
@Singleton
final class PostgresInbox implements Inbox {

    private static final String HEAR =
            "insert into platform.inbox (consumer, event_id) values (?, ?) on conflict do nothing";

    private final JdbcOperations jdbc;

    PostgresInbox(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean firstTime(String consumer, String eventId) {
        return jdbc.prepareStatement(HEAR, hear -> {
            hear.setString(1, consumer);
            hear.setString(2, eventId);
            return hear.executeUpdate() == 1;
        });
    }
}
