package org.meterline.platform.adapter;

import io.opentelemetry.api.trace.SpanKind;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.Event;
import org.meterline.contracts.EventType;
import org.meterline.contracts.Topology;
import org.meterline.platform.DependencyDown;
import org.meterline.platform.Sql;
import org.meterline.platform.WorkLoop;
import org.meterline.platform.WorkerTransactions;
import org.meterline.tracing.Tag;
import org.meterline.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries events from the outbox to the broker: a batch at a time, each confirmed before its row goes. Several instances
 * share the work, because each skips the rows that another has locked.
 */
@Singleton
final class EventRelay {

    private static final Logger log = LoggerFactory.getLogger(EventRelay.class);

    private static final int BATCH_MAX = 500;
    private static final String SOURCE = "/billing-service";
    private static final String TAKE = """
            select id, type, body, traceparent from platform.outgoing_event where due_at <= ?
            order by id limit ? for update skip locked
            """;

    private final WorkerTransactions transactions;
    private final Sql sql;
    private final OutgoingRows rows;
    private final EventJson json;
    private final RabbitPublisher publisher;
    private final InstantSource time;
    private final WorkLoop loop = new WorkLoop("relay of events", this::relay);

    EventRelay(
            WorkerTransactions transactions,
            Sql sql,
            OutgoingRows rows,
            EventJson json,
            RabbitPublisher publisher,
            InstantSource time) {
        this.transactions = transactions;
        this.sql = sql;
        this.rows = rows;
        this.json = json;
        this.publisher = publisher;
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
     * One batch; false when there was none. A broker that is out of reach spends no row's attempt. A row that this version cannot
     * read waits alone, and holds up no other.
     */
    boolean relay() {
        return transactions.call(() -> {
            var taken = take();
            var failed = new ArrayList<Long>();
            var batch = readable(taken, failed);
            var failures = publisher.awaitAll(batch.stream().map(this::publish).toList());
            throwIfOutOfReach(failures);
            var arrived = new ArrayList<Long>();
            for (var i = 0; i < batch.size(); i++) {
                (failures.get(i).isEmpty() ? arrived : failed).add(batch.get(i).id);
            }
            failures.stream()
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(failure ->
                            log.warn("{} of {} events did not reach the broker", failed.size(), batch.size(), failure));
            rows.remove("platform.outgoing_event", arrived);
            rows.postpone("platform.outgoing_event", failed, time.instant());
            return !taken.isEmpty();
        });
    }

    private List<Outgoing> readable(List<Row> taken, List<Long> failed) {
        var batch = new ArrayList<Outgoing>();
        for (var row : taken) {
            try {
                batch.add(new Outgoing(row.id, json.read(EventType.valueOf(row.type), row.body), row.traceparent));
            } catch (RuntimeException unreadable) { // the edge: the outbox must outlive its worst row
                log.error("row {} of the outbox, a {}, is no event and waits", row.id, row.type, unreadable);
                failed.add(row.id);
            }
        }
        return batch;
    }

    private static void throwIfOutOfReach(List<Optional<Exception>> failures) {
        if (!failures.isEmpty()
                && failures.stream()
                        .allMatch(failure ->
                                failure.filter(RabbitPublisher::isOutOfReach).isPresent())) {
            throw new DependencyDown("the broker", failures.getFirst().orElseThrow());
        }
    }

    /** The step is over when the event is written to the socket; its confirm comes with those of the batch. */
    private CompletableFuture<Void> publish(Outgoing outgoing) {
        var event = outgoing.event;
        return Tracing.step("send " + Topology.EVENTS)
                .kind(SpanKind.PRODUCER)
                .about(event.messageId())
                .from(outgoing.traceparent)
                .tag(Tag.MESSAGING_SYSTEM, "rabbitmq")
                .tag(Tag.MESSAGING_OPERATION, "send")
                .tag(Tag.MESSAGING_DESTINATION, Topology.EVENTS)
                .tag(Tag.MESSAGING_ID, event.eventId())
                .call(step -> publish(event, step.traceparent()));
    }

    private CompletableFuture<Void> publish(Event event, @Nullable String traceparent) {
        var headers = CloudEventHeaders.of(event, SOURCE, time.instant(), traceparent);
        return publisher.publish(
                Topology.EVENTS,
                event.type().routingKey(),
                RabbitPublisher.persistent(event.eventId(), headers),
                json.write(event));
    }

    private List<Row> take() {
        return sql.list(
                TAKE,
                row -> new Row(
                        row.getLong("id"), row.getString("type"), row.getString("body"), row.getString("traceparent")),
                time.instant(),
                BATCH_MAX);
    }

    private record Row(
            long id, String type, String body, @Nullable String traceparent) {

        @Override
        public String toString() {
            return "Row[" + id + "]"; // the body is personal
        }
    }

    private record Outgoing(long id, Event event, @Nullable String traceparent) {}
}
