package org.meterline.deadletters.adapter;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.meterline.platform.Expiring;
import org.meterline.platform.Sql;
import org.meterline.platform.WorkerTransactions;

/** Dead letters that staff decided about long ago, with the decisions. What waits for a decision stays. */
@Singleton
final class OldDeadLetters implements Expiring {

    private static final String OLD = """
            from deadletters.dead_letter letter
            where status <> 'WAITING' and died_at < ?
                and not exists (select from deadletters.decision
                    where decision.letter_id = letter.id and decision.decided_at >= ?)
            """;

    private final WorkerTransactions transactions;
    private final Sql sql;
    private final Duration keptFor;

    OldDeadLetters(
            WorkerTransactions transactions,
            Sql sql,
            @Value("${meterline.expiry.dead-letters-kept-for:90d}") Duration keptFor) {
        this.transactions = transactions;
        this.sql = sql;
        this.keptFor = keptFor;
    }

    @Override
    public String name() {
        return "settled dead letters";
    }

    @Override
    public long over(Instant now) {
        var before = now.minus(keptFor);
        return transactions.call(
                () -> sql.one("select count(*) as old " + OLD, row -> row.getLong("old"), before, before)
                        .orElse(0L));
    }

    @Override
    public int end(Instant now, int max) {
        var before = now.minus(keptFor);
        return transactions.call(() -> {
            var letters = sql.list(
                    "select id " + OLD + " order by seq limit ? for update skip locked",
                    row -> row.getObject("id", UUID.class),
                    before,
                    before,
                    max);
            if (letters.isEmpty()) {
                return 0;
            }
            sql.update("delete from deadletters.decision where letter_id = any (?)", letters);
            return sql.update("delete from deadletters.dead_letter where id = any (?)", letters);
        });
    }
}
