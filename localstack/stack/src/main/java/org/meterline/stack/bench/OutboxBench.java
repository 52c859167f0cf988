package org.meterline.stack.bench;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DeliverCallback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.meterline.contracts.Topology;

/**
 * How fast the outbox is emptied: the relay, from the table to the broker and out of the table, beside a publisher that has the
 * same events in memory and does nothing but publish them with confirm. And how long an event lies in the outbox.
 */
public final class OutboxBench {

    private static final double GOAL = 0.5;
    private static final double LAG_GOAL_MILLIS = 1_000;
    private static final int PER_SECOND = 200;
    private static final int WINDOW = 1_000;
    private static final String SINK = "bench.sink";
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Work EVENTS = Work.DELIVERIES;
    private static final String WRITE = """
            insert into platform.outgoing_event (tenant_id, event_id, type, message_id, body)
            values ((select tenant_id from tenants.tenant), ?, 'DELIVERY_REPORTED', ?, ?)
            """;

    private final BenchHouse house;
    private final Size size;
    private final Report report;

    public OutboxBench(BenchHouse house, Size size, Report report) {
        this.house = house;
        this.size = size;
        this.report = report;
    }

    /** Measures, and says what came of it. */
    public void run() throws Exception {
        report.machine();
        try (var billing = house.deploy("one", 1, Map.of("METERLINE_RELAYS_ENABLED", "true"));
                var connection = Feed.connection(billing.rabbit());
                var channel = connection.createChannel()) {
            for (var queue : EVENTS.queue().hears()) {
                channel.queueUnbind(EVENTS.queue().name(), Topology.EVENTS, queue.routingKey());
                channel.queueDeclare(SINK, true, false, false, Map.of("x-queue-type", "quorum"));
                channel.queueBind(SINK, Topology.EVENTS, queue.routingKey());
            }
            for (var round = 0; round < size.warmUps(); round++) {
                var unused = relayed(billing, channel) + published(connection, channel);
            }
            var pairs = Pairs.measured(
                    report,
                    "relay over bare publisher",
                    Pairs.Unit.PER_SECOND,
                    size.pairs(),
                    () -> relayed(billing, channel),
                    () -> published(connection, channel));
            report.result("relay over bare publisher, window " + WINDOW, pairs, GOAL);
            tellLags(billing, connection);
        }
    }

    /** Events a second from the table, all of them there before it begins. */
    private double relayed(BenchBilling billing, Channel channel) {
        purge(channel);
        billing.freeze();
        write(billing, size.batched(), Integer.MAX_VALUE, number -> {});
        billing.thaw();
        var perSecond = arrivals(channel);
        Wait.until(
                "the outbox is empty",
                LIMIT,
                () -> billing.database().number("select count(*) from platform.outgoing_event") == 0);
        return perSecond;
    }

    /** Events a second from memory. */
    private double published(Connection connection, Channel channel) {
        purge(channel);
        var publisher = Thread.ofPlatform().start(() -> publish(connection));
        var perSecond = arrivals(channel);
        Wait.until("all are confirmed", LIMIT, () -> !publisher.isAlive());
        return perSecond;
    }

    private void publish(Connection connection) {
        var window = new Semaphore(WINDOW);
        var outstanding = new ConcurrentSkipListSet<Long>();
        try (var channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.addConfirmListener(
                    (last, multiple) -> {
                        var confirmed =
                                multiple ? outstanding.headSet(last, true) : outstanding.subSet(last, true, last, true);
                        window.release(confirmed.size());
                        confirmed.clear();
                    },
                    (last, multiple) -> {
                        throw new IllegalStateException("the broker refused an event");
                    });
            for (var number = 1; number <= size.batched(); number++) {
                var event = EVENTS.event(number, Instant.now());
                window.acquire();
                outstanding.add(channel.getNextPublishSeqNo());
                channel.basicPublish(
                        Topology.EVENTS, event.type().routingKey(), true, Feed.properties(event), Work.json(event));
            }
            window.acquire(WINDOW);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** How fast the sink fills, the first and the last tenth left out. */
    private double arrivals(Channel channel) {
        var tenth = size.batched() / 10;
        var begin = momentOf(channel, tenth);
        var end = momentOf(channel, 9 * tenth);
        return (end.depth - begin.depth) * 1e9 / (end.nanoTime - begin.nanoTime);
    }

    private record Moment(long depth, long nanoTime) {}

    private static Moment momentOf(Channel channel, int depth) {
        var limit = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < limit) {
            try {
                var now = channel.messageCount(SINK);
                if (now >= depth) {
                    return new Moment(now, System.nanoTime());
                }
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
            LockSupport.parkNanos(2_000_000);
        }
        throw new IllegalStateException("the sink never held " + depth);
    }

    private static void purge(Channel channel) {
        try {
            var unused = channel.queuePurge(SINK);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Steadily written by somebody else, who nudges nobody: each waits until the relay looks again. */
    private void tellLags(BenchBilling billing, Connection connection) throws Exception {
        var count = size.single();
        var writtenAt = new long[count + 1];
        var lags = new double[count + 1];
        var heard = new AtomicInteger();
        try (var channel = connection.createChannel()) {
            var unused = channel.queuePurge(SINK);
            DeliverCallback hear = (tag, delivery) -> {
                var id = delivery.getProperties().getMessageId();
                var number = Integer.parseInt(id.substring(22, 22 + Work.DIGITS));
                lags[number] = (System.nanoTime() - writtenAt[number]) / 1e6;
                heard.incrementAndGet();
            };
            channel.basicConsume(SINK, true, hear, tag -> {});
            write(billing, count, PER_SECOND, number -> writtenAt[number] = System.nanoTime());
            Wait.until("all are heard", LIMIT, () -> heard.get() == count);
        }
        var sorted = Arrays.copyOfRange(lags, 1, count + 1);
        Arrays.sort(sorted);
        var p99 = sorted[(int) (count * 0.99)];
        report.line(String.format(
                Locale.ROOT,
                "%d/s from commit to consumer: p50 %.0f ms, p99 %.0f ms (goal below %.0f: %s)",
                PER_SECOND,
                sorted[count / 2],
                p99,
                LAG_GOAL_MILLIS,
                p99 < LAG_GOAL_MILLIS ? "reached" : "MISSED"));
    }

    /** Tells when one is written. */
    private interface Written {
        void at(int number);
    }

    private static void write(BenchBilling billing, int count, int perSecond, Written written) {
        var isSteady = perSecond < Integer.MAX_VALUE;
        try (var database = billing.database().superuser();
                var insert = database.prepareStatement(WRITE)) {
            database.setAutoCommit(isSteady);
            var begin = System.nanoTime();
            for (var number = 1; number <= count; number++) {
                while (isSteady && System.nanoTime() < begin + number * 1_000_000_000L / perSecond) {
                    LockSupport.parkNanos(500_000);
                }
                bind(insert, number);
                written.at(number);
                if (isSteady) {
                    insert.executeUpdate();
                } else {
                    insert.addBatch();
                }
            }
            if (!isSteady) {
                insert.executeBatch();
                database.commit();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void bind(PreparedStatement insert, int number) throws SQLException {
        var event = EVENTS.event(number, Instant.now());
        insert.setString(1, event.eventId());
        insert.setString(2, event.messageId());
        insert.setString(3, new String(Work.json(event), StandardCharsets.UTF_8));
    }
}
