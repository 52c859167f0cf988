package org.meterline.operations.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.meterline.operations.store.Stores;

/** Rows that somebody should have worked off by now. What is due later waits on purpose. */
final class NothingLeftOver extends Check {

    private static final Map<String, String> QUERIES = queries();

    NothingLeftOver(Scope scope) {
        super(Rule.NOTHING_LEFT_OVER, scope);
    }

    @Override
    void end(Stores stores) {
        QUERIES.forEach((what, query) -> stores.database()
                .forEach(query, row -> tally.add(what, row.getString(1)), scope.since(), scope.until()));
    }

    private static Map<String, String> queries() {
        var queries = new LinkedHashMap<String, String>();
        queries.put(
                "event not confirmed by the broker",
                "select event_id from platform.outgoing_event where written_at between ? and ?");
        queries.put(
                "outcome not taken by the message table",
                "select part_id from platform.outgoing_outcome where written_at between ? and ?");
        queries.put(
                "answer still queued",
                "select id::text from messaging.outbound"
                        + " where status = 'QUEUED' and created_at between ? and ? and due_at <= now()");
        queries.put(
                "answer still being sent",
                "select id::text from messaging.outbound where status = 'SENDING' and created_at between ? and ?");
        queries.put(
                "part still waiting for its contact's turn",
                "select part_id from conversation.inbound"
                        + " where status = 'WAITING' and heard_at between ? and ? and due_at <= now()");
        return queries;
    }
}
