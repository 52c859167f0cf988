package org.meterline.platform.adapter;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.meterline.platform.Expiring;
import org.meterline.platform.Sql;
import org.meterline.platform.WorkerTransactions;

/**
 * What consumers have heard so long ago that nobody tells it again. Should somebody do so, keys of the capabilities' own tables
 * keep it from counting twice.
 */
@Singleton
final class OldInboxRows implements Expiring {

    private static final String FORGET = """
            delete from platform.inbox where (consumer, event_id) in (
                select consumer, event_id from platform.inbox where heard_at < ? order by heard_at limit ?)
            """;

    private final WorkerTransactions transactions;
    private final Sql sql;
    private final Duration keptFor;

    OldInboxRows(
            WorkerTransactions transactions,
            Sql sql,
            @Value("${meterline.expiry.inbox-kept-for:90d}") Duration keptFor) {
        this.transactions = transactions;
        this.sql = sql;
        this.keptFor = keptFor;
    }

    @Override
    public String name() {
        return "rows of the inbox";
    }

    @Override
    public long over(Instant now) {
        return transactions.call(() -> sql.one(
                        "select count(*) as old from platform.inbox where heard_at < ?",
                        row -> row.getLong("old"),
                        now.minus(keptFor))
                .orElse(0L));
    }

    @Override
    public int end(Instant now, int max) {
        return transactions.call(() -> sql.update(FORGET, now.minus(keptFor), max));
    }
}
