package org.meterline.platform.adapter;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageTable;
import org.meterline.platform.Outbox;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantTransactions;
import org.meterline.tracing.Tracing;

/** The outbox as two tables, beside what they report on. Relays empty them; a nudge after commit spares them the wait. */
@Singleton
final class PostgresOutbox implements Outbox {

    private static final String PUBLISH = """
            insert into platform.outgoing_event (event_id, type, message_id, body, written_at, due_at, traceparent)
            values (?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String SETTLE = """
            insert into platform.outgoing_outcome (message_id, part_id, outcome, written_at, due_at, traceparent)
            values (?, ?, ?, ?, ?, ?)
            """;

    private final Sql sql;
    private final EventJson json;
    private final TenantTransactions transactions;
    private final EventRelay events;
    private final OutcomeRelay outcomes;
    private final InstantSource time;

    PostgresOutbox(
            Sql sql,
            EventJson json,
            TenantTransactions transactions,
            EventRelay events,
            OutcomeRelay outcomes,
            InstantSource time) {
        this.sql = sql;
        this.json = json;
        this.transactions = transactions;
        this.events = events;
        this.outcomes = outcomes;
        this.time = time;
    }

    @Override
    public void publish(Event event) {
        var now = time.instant();
        var written = sql.update(
                PUBLISH,
                event.eventId(),
                event.type(),
                event.messageId(),
                json.text(event),
                now,
                now,
                Tracing.placeFor(event.messageId()));
        expect(1, written);
        transactions.afterCommit(events::nudge);
    }

    @Override
    public void settle(String messageId, String partId, MessageTable.Outcome outcome) {
        var now = time.instant();
        var written = sql.update(SETTLE, messageId, partId, outcome, now, now, Tracing.placeFor(messageId));
        expect(1, written);
        transactions.afterCommit(outcomes::nudge);
    }

    private static void expect(int rows, int written) {
        if (written != rows) {
            throw new IllegalStateException("the outbox took " + written + " of " + rows + " rows");
        }
    }
}
