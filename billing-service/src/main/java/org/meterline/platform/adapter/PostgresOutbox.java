package org.meterline.platform.adapter;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageTable;
import org.meterline.platform.Outbox;
import org.meterline.platform.TenantTransactions;

/** The outbox as two tables, beside what they report on. Relays empty them; a nudge after commit spares them the wait. */
@Singleton
final class PostgresOutbox implements Outbox {

    private static final String PUBLISH =
            "insert into platform.outgoing_event (event_id, type, message_id, body) values (?, ?, ?, ?)";
    private static final String SETTLE =
            "insert into platform.outgoing_outcome (message_id, part_id, outcome) values (?, ?, ?)";

    private final JdbcOperations jdbc;
    private final ObjectMapper json;
    private final TenantTransactions transactions;
    private final EventRelay events;
    private final OutcomeRelay outcomes;

    PostgresOutbox(
            JdbcOperations jdbc,
            ObjectMapper json,
            TenantTransactions transactions,
            EventRelay events,
            OutcomeRelay outcomes) {
        this.jdbc = jdbc;
        this.json = json;
        this.transactions = transactions;
        this.events = events;
        this.outcomes = outcomes;
    }

    @Override
    public void publish(Event event) {
        var written = jdbc.prepareStatement(PUBLISH, insert -> {
            insert.setString(1, event.eventId());
            insert.setString(2, event.type().name());
            insert.setString(3, event.messageId());
            insert.setString(4, bodyOf(event));
            return insert.executeUpdate();
        });
        expectOne(written);
        transactions.afterCommit(events::nudge);
    }

    @Override
    public void settle(String messageId, String partId, MessageTable.Outcome outcome) {
        var written = jdbc.prepareStatement(SETTLE, insert -> {
            insert.setString(1, messageId);
            insert.setString(2, partId);
            insert.setString(3, outcome.name());
            return insert.executeUpdate();
        });
        expectOne(written);
        transactions.afterCommit(outcomes::nudge);
    }

    private String bodyOf(Event event) {
        try {
            return json.writeValueAsString(event);
        } catch (IOException failure) {
            throw new UncheckedIOException("no JSON for " + event.type(), failure);
        }
    }

    private static void expectOne(int written) {
        if (written != 1) {
            throw new IllegalStateException("the outbox took " + written + " rows");
        }
    }
}
