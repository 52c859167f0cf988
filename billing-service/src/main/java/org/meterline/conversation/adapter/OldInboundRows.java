package org.meterline.conversation.adapter;

import jakarta.inject.Singleton;
import java.time.Instant;
import org.meterline.platform.Expiring;
import org.meterline.platform.Sql;
import org.meterline.platform.TalkRetention;
import org.meterline.platform.WorkerTransactions;

/**
 * What customers said so long ago that nobody tells it again, see {@link TalkRetention}. What still waits to be answered stays,
 * however old. Rows are numbered as they are heard, so the oldest are found at the beginning, without an index of their own that
 * every message would pay for.
 */
@Singleton
final class OldInboundRows implements Expiring {

    private static final int LOOKED_AT_MAX = 10_000; // more than one run ends

    private static final String OLD = """
            from (select id, status, heard_at from conversation.inbound order by id limit %d) oldest
            where heard_at < ? and status <> 'WAITING'
            """.formatted(LOOKED_AT_MAX);

    private static final String COUNT = "select count(*) as old " + OLD;

    private static final String FORGET =
            "delete from conversation.inbound where id in (select id " + OLD + " order by id limit ?)";

    private final WorkerTransactions transactions;
    private final Sql sql;
    private final TalkRetention retention;

    OldInboundRows(WorkerTransactions transactions, Sql sql, TalkRetention retention) {
        this.transactions = transactions;
        this.sql = sql;
        this.retention = retention;
    }

    @Override
    public String name() {
        return "parts of customers' messages";
    }

    /** Of the oldest, as many as one run could end. */
    @Override
    public long over(Instant now) {
        return transactions.call(() ->
                sql.one(COUNT, row -> row.getLong("old"), retention.endOf(now)).orElse(0L));
    }

    @Override
    public int end(Instant now, int max) {
        return transactions.call(() -> sql.update(FORGET, retention.endOf(now), max));
    }
}
