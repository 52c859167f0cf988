package org.meterline.platform.adapter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.meterline.contracts.Metric;
import org.meterline.platform.Sql;
import org.meterline.platform.WorkerTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much waits, as metrics: rows of the outbox, how old the oldest is, how many fail time and again, and events in our queues.
 * Looked at every 15 s; what cannot be looked at is no number, rather than an old one. Every instance says the same of what they
 * share.
 */
@Singleton
class Backlog {

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    private static final Map<String, String> OUTBOXES =
            Map.of("events", "platform.outgoing_event", "outcomes", "platform.outgoing_outcome");
    private static final double MILLIS = 1000;
    private static final String LOOK = """
            select count(*) as waiting, count(*) filter (where attempts >= 5) as failing, min(written_at) as oldest from\s""";

    private final WorkerTransactions transactions;
    private final Sql sql;
    private final BrokerLink broker;
    private final InstantSource time;
    private final Map<String, Double> rows = new ConcurrentHashMap<>();
    private final Map<String, Double> ages = new ConcurrentHashMap<>();
    private final Map<String, Double> failing = new ConcurrentHashMap<>();
    private final Map<String, Double> depths = new ConcurrentHashMap<>();

    Backlog(
            WorkerTransactions transactions,
            Sql sql,
            BrokerLink broker,
            RabbitPublisher publisher,
            BrokerSettings settings,
            QueueConsumers consumers,
            InstantSource time,
            MeterRegistry metrics) {
        this.transactions = transactions;
        this.sql = sql;
        this.broker = broker;
        this.time = time;
        for (var outbox : OUTBOXES.keySet()) {
            gauge(
                    metrics,
                    Metric.OUTBOX_ROWS.id(),
                    "outbox",
                    outbox,
                    rows,
                    "Rows that were not carried on yet",
                    "rows");
            gauge(
                    metrics,
                    Metric.OUTBOX_FAILING.id(),
                    "outbox",
                    outbox,
                    failing,
                    "Rows that failed five times: each waits alone and needs a person",
                    "rows");
            gauge(metrics, Metric.OUTBOX_AGE.id(), "outbox", outbox, ages, "How long the oldest row waits", "seconds");
        }
        for (var queue : BrokerTopology.names(consumers.queues(), settings.ladderOrDefault())) {
            gauge(metrics, Metric.QUEUE_DEPTH.id(), "queue", queue, depths, "Events that wait", BaseUnits.MESSAGES);
        }
        Gauge.builder(Metric.BROKER_BLOCKED.id(), publisher, each -> each.isBlocked() ? 1 : 0)
                .description("Whether the broker takes no events because its disk or its memory is full")
                .register(metrics);
    }

    private static void gauge(
            MeterRegistry metrics,
            String name,
            String tag,
            String value,
            Map<String, Double> numbers,
            String description,
            String unit) {
        Gauge.builder(name, numbers, all -> all.getOrDefault(value, Double.NaN))
                .tag(tag, value)
                .description(description)
                .baseUnit(unit)
                .register(metrics);
    }

    /** Looks at all of it. */
    @Scheduled(initialDelay = "1s", fixedDelay = "15s")
    void look() {
        lookIntoOutboxes();
        var seen = broker.depths();
        depths.keySet().retainAll(seen.keySet());
        seen.forEach((queue, depth) -> depths.put(queue, depth.doubleValue()));
    }

    /** Each outbox by its name as it was when last looked into; without those that could not be. */
    Map<String, Outbox> outboxes() {
        return OUTBOXES.keySet().stream()
                .filter(rows::containsKey)
                .collect(Collectors.toUnmodifiableMap(
                        outbox -> outbox,
                        outbox -> new Outbox(
                                rows.getOrDefault(outbox, 0.0).longValue(),
                                failing.getOrDefault(outbox, 0.0).longValue(),
                                ages.getOrDefault(outbox, 0.0).longValue())));
    }

    /** How much waits in an outbox. */
    @Serdeable
    record Outbox(long waiting, long failing, long oldestSeconds) {}

    private void lookIntoOutboxes() {
        try {
            OUTBOXES.forEach(this::lookInto);
        } catch (RuntimeException outOfReach) { // it is looked at again
            log.debug("the outbox cannot be looked into", outOfReach);
            rows.clear();
            ages.clear();
            failing.clear();
        }
    }

    private void lookInto(String outbox, String table) {
        var now = time.instant();
        transactions.call(() -> sql.list(LOOK + table, row -> {
            var oldest = Sql.instant(row, "oldest");
            var age = oldest == null ? Duration.ZERO : Duration.between(oldest, now);
            rows.put(outbox, (double) row.getLong("waiting"));
            failing.put(outbox, (double) row.getLong("failing"));
            ages.put(outbox, Math.max(0, age.toMillis()) / MILLIS);
            return outbox;
        }));
    }
}
