package org.meterline.messaging.adapter;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.meterline.platform.Expiring;
import org.meterline.platform.Sql;
import org.meterline.platform.TalkRetention;
import org.meterline.platform.WorkerTransactions;

/**
 * What was said to customers so long ago that nothing would say it again, see {@link TalkRetention}, with what the provider said
 * about it. What is not at its end stays, however old, and so does what a younger message stands in for. Up to when a tenant's
 * messages are gone is noted, so that an auditor does not miss them.
 */
@Singleton
final class OldOutboundRows implements Expiring {

    private static final String OLD = """
            from messaging.outbound said
            where status in ('SENT', 'DELIVERED', 'READ', 'FAILED', 'UNDELIVERABLE') and created_at < ?
              and not exists (select from messaging.outbound instead where instead.fallback_of = said.id)
            """;

    private static final String NOTE = """
            insert into messaging.forgotten as known (tenant_id, said_before)
            select distinct tenant_id, ?::timestamptz from messaging.outbound where id = any (?)
            on conflict (tenant_id) do update set said_before = greatest(known.said_before, excluded.said_before)
            """;

    private final WorkerTransactions transactions;
    private final Sql sql;
    private final TalkRetention retention;

    OldOutboundRows(WorkerTransactions transactions, Sql sql, TalkRetention retention) {
        this.transactions = transactions;
        this.sql = sql;
        this.retention = retention;
    }

    @Override
    public String name() {
        return "messages to customers";
    }

    @Override
    public long over(Instant now) {
        return transactions.call(
                () -> sql.one("select count(*) as old " + OLD, row -> row.getLong("old"), retention.endOf(now))
                        .orElse(0L));
    }

    @Override
    public int end(Instant now, int max) {
        var before = retention.endOf(now);
        return transactions.call(() -> {
            var messages = sql.list(
                    "select id " + OLD + " order by created_at limit ? for update of said skip locked",
                    row -> row.getObject("id", UUID.class),
                    before,
                    max);
            if (messages.isEmpty()) {
                return 0;
            }
            sql.update(NOTE, before, messages);
            sql.update("delete from messaging.delivery_event where outbound_id = any (?)", messages);
            return sql.update("delete from messaging.outbound where id = any (?)", messages);
        });
    }
}
