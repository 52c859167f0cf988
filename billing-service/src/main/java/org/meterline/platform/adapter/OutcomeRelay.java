package org.meterline.platform.adapter;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.platform.Sql;
import org.meterline.platform.WorkLoop;
import org.meterline.platform.WorkerTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries outcomes from the outbox to the message table: a batch at a time, each removed when the table has it. Several
 * instances share the work, because each skips the rows that another has locked.
 */
@Singleton
final class OutcomeRelay {

    private static final Logger log = LoggerFactory.getLogger(OutcomeRelay.class);

    private static final int BATCH_MAX = 50;
    private static final String TAKE = """
            select id, message_id, part_id, outcome from platform.outgoing_outcome where due_at <= now()
            order by id limit ? for update skip locked
            """;

    private final WorkerTransactions transactions;
    private final Sql sql;
    private final OutgoingRows rows;
    private final DynamoMessages messages;
    private final WorkLoop loop = new WorkLoop("relay of outcomes", this::relay);

    OutcomeRelay(WorkerTransactions transactions, Sql sql, OutgoingRows rows, DynamoMessages messages) {
        this.transactions = transactions;
        this.sql = sql;
        this.rows = rows;
        this.messages = messages;
    }

    void start() {
        loop.start();
    }

    void nudge() {
        loop.nudge();
    }

    @PreDestroy
    void stop() {
        loop.close();
    }

    /** One batch; false when there was none. */
    boolean relay() {
        return transactions.call(() -> {
            var batch = take();
            var arrived = new ArrayList<Long>();
            var failed = new ArrayList<Long>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var settled = batch.stream()
                        .map(row -> CompletableFuture.runAsync(
                                () -> messages.settle(row.messageId, row.partId, row.outcome), threads))
                        .toList();
                for (var i = 0; i < batch.size(); i++) {
                    (arrived(settled.get(i), batch.get(i)) ? arrived : failed).add(batch.get(i).id);
                }
            }
            rows.remove("platform.outgoing_outcome", arrived);
            rows.postpone("platform.outgoing_outcome", failed);
            return !batch.isEmpty();
        });
    }

    private static boolean arrived(CompletableFuture<Void> settled, Row row) {
        try {
            settled.join();
            return true;
        } catch (CompletionException failure) {
            log.warn("the outcome of {} did not reach the message table", row.messageId, failure.getCause());
            return false;
        }
    }

    private List<Row> take() {
        return sql.list(
                TAKE,
                row -> new Row(
                        row.getLong("id"),
                        row.getString("message_id"),
                        row.getString("part_id"),
                        Outcome.valueOf(row.getString("outcome"))),
                BATCH_MAX);
    }

    private record Row(long id, String messageId, String partId, Outcome outcome) {}
}
