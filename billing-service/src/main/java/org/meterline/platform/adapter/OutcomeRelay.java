package org.meterline.platform.adapter;

import io.opentelemetry.api.trace.SpanKind;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.platform.DependencyDown;
import org.meterline.platform.Sql;
import org.meterline.platform.WorkLoop;
import org.meterline.platform.WorkerTransactions;
import org.meterline.tracing.Tag;
import org.meterline.tracing.Tracing;
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
            select id, message_id, part_id, outcome, traceparent from platform.outgoing_outcome where due_at <= ?
            order by id limit ? for update skip locked
            """;

    private final WorkerTransactions transactions;
    private final Sql sql;
    private final OutgoingRows rows;
    private final DynamoMessages messages;
    private final InstantSource time;
    private final WorkLoop loop = new WorkLoop("relay of outcomes", this::relay);

    OutcomeRelay(
            WorkerTransactions transactions, Sql sql, OutgoingRows rows, DynamoMessages messages, InstantSource time) {
        this.transactions = transactions;
        this.sql = sql;
        this.rows = rows;
        this.messages = messages;
        this.time = time;
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

    /**
     * One batch; false when there was none. A table that is out of reach spends no row's attempt; a row that it refuses, or that
     * this version cannot read, waits alone.
     */
    boolean relay() {
        return transactions.call(() -> {
            var batch = take();
            var failures = settle(batch);
            throwIfOutOfReach(failures);
            var arrived = new ArrayList<Long>();
            var failed = new ArrayList<Long>();
            for (var i = 0; i < batch.size(); i++) {
                var row = batch.get(i);
                var failure = failures.get(i);
                if (failure.isEmpty()) {
                    arrived.add(row.id);
                } else {
                    failed.add(row.id);
                    log.warn("the outcome of {} did not reach the message table", row.messageId, failure.get());
                }
            }
            rows.remove("platform.outgoing_outcome", arrived);
            rows.postpone("platform.outgoing_outcome", failed, time.instant());
            return !batch.isEmpty();
        });
    }

    /** Why each outcome did not arrive, empty for those that did. */
    private List<Optional<Throwable>> settle(List<Row> batch) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return batch.stream().map(row -> CompletableFuture.runAsync(() -> settle(row), threads)).toList().stream()
                    .map(OutcomeRelay::failureOf)
                    .toList();
        }
    }

    private void settle(Row row) {
        var outcome = Outcome.valueOf(row.outcome);
        Tracing.step("settle outcome")
                .kind(SpanKind.CLIENT)
                .about(row.messageId)
                .from(row.traceparent)
                .tag(Tag.DATABASE_SYSTEM, "aws.dynamodb")
                .tag(Tag.PART_ID, row.partId)
                .tag(Tag.OUTCOME, outcome.name())
                .run(step -> messages.settle(row.messageId, row.partId, outcome));
    }

    private static Optional<Throwable> failureOf(CompletableFuture<Void> settled) {
        try {
            settled.join();
            return Optional.empty();
        } catch (CompletionException failure) {
            return Optional.of(failure.getCause() == null ? failure : failure.getCause());
        }
    }

    /** When none arrived because the table is out of reach; what is wrong with a row itself changes nothing about that. */
    private static void throwIfOutOfReach(List<Optional<Throwable>> failures) {
        var outOfReach = failures.stream()
                .flatMap(Optional::stream)
                .filter(DependencyDown::isBehind)
                .findFirst();
        if (outOfReach.isPresent() && failures.stream().noneMatch(Optional::isEmpty)) {
            throw new DependencyDown("the message table", outOfReach.get());
        }
    }

    private List<Row> take() {
        return sql.list(
                TAKE,
                row -> new Row(
                        row.getLong("id"),
                        row.getString("message_id"),
                        row.getString("part_id"),
                        row.getString("outcome"),
                        row.getString("traceparent")),
                time.instant(),
                BATCH_MAX);
    }

    private record Row(
            long id,
            String messageId,
            String partId,
            String outcome,
            @Nullable String traceparent) {}
}
