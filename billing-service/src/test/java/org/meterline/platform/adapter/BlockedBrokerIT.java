package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.Event;
import org.meterline.contracts.EventType;
import org.meterline.contracts.Topology;
import org.meterline.engines.EngineException;
import org.meterline.platform.DeadLetter;
import org.meterline.platform.Outbox;
import org.meterline.platform.QueueListener;
import org.meterline.platform.ServiceUnderTest;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;

/** The broker's disk is full: it takes nothing, and says nothing about what it is given. */
class BlockedBrokerIT {

    private static final List<Duration> LADDER = List.of(Duration.ofSeconds(1));
    private static final String MORE_THAN_ANY_DISK_HAS = "900000GB";
    private static final String AS_CONFIGURED = "50MB";
    private static final int EVENTS = 40;

    @RegisterExtension
    static final ServiceUnderTest service = new ServiceUnderTest();

    private final TenantId tenant = service.newTenant().id();
    private final TenantTransactions transactions = service.bean(TenantTransactions.class);
    private final Sql sql = service.bean(Sql.class);
    private final Broker broker = new Broker(service, LADDER);
    private final Topology.ConsumerQueue queue =
            new Topology.ConsumerQueue("test." + UUID.randomUUID(), List.of(EventType.DELIVERY_REPORTED));

    @Test
    void what_is_to_be_told_waits_what_was_heard_is_done_and_all_goes_on_when_the_disk_has_room() throws IOException {
        var listener = new Slow(queue);
        var dead = new CopyOnWriteArrayList<DeadLetter>();
        var link = broker.listen(listener, dead::add);
        var heard = Stream.generate(Broker::anEvent).limit(EVENTS).toList();
        heard.forEach(event -> broker.put(queue.name(), event));
        var failing = heard.getFirst();
        listener.failFor(failing);
        var told = Broker.anEvent();

        setDiskLimit(MORE_THAN_ANY_DISK_HAS);
        try {
            transactions.run(tenant, () -> service.bean(Outbox.class).publish(told));
            ServiceUnderTest.awaitThat(
                    "a service that knows",
                    () -> service.bean(RabbitPublisher.class).isBlocked());
            listener.go();
            ServiceUnderTest.awaitThat("all that was heard", () -> listener.done.size() == EVENTS - 1);
            ServiceUnderTest.awaitThat("the one that fails", () -> listener.failures.get() > 0);
            for (var again = 0; again < 10_000; again++) { // nothing of it goes out, and nobody hangs
                assertThat(service.bean(RabbitPublisher.class)
                                .publish(
                                        Topology.EVENTS,
                                        "nobody.listens",
                                        RabbitPublisher.persistent("x", Map.of()),
                                        new byte[1_000]))
                        .isCompletedExceptionally();
            }
            assertThat(service.http().with(null).get("/ready").body()).contains("\"takesEvents\":false");
            assertThat(service.http().with(null).get("/ready").statusCode()).isEqualTo(200);
            assertThat(attemptsAt(told)).as("an outbox that waits").containsExactly(0);
            assertThat(listener.failures).as("the one that fails stays in hand").hasValue(1);
        } finally {
            setDiskLimit(AS_CONFIGURED);
        }

        ServiceUnderTest.awaitThat("an empty outbox", () -> attemptsAt(told).isEmpty());
        ServiceUnderTest.awaitThat("a dead letter", () -> !dead.isEmpty());
        assertThat(listener.failures).hasValue(LADDER.size() + 1);
        ServiceUnderTest.awaitThat(
                "health", () -> service.http().with(null).get("/ready").body().contains("\"takesEvents\":true"));
        link.close();
        assertThat(broker.take(queue.name())).as("nothing is handed out again").isEmpty();
        assertThat(Set.copyOf(listener.done))
                .as("all but the one that fails, and what was told")
                .hasSize(EVENTS);
        broker.delete(queue, LADDER);
    }

    private static void setDiskLimit(String limit) {
        try {
            service.rabbit().engine().tell("set_disk_free_limit", limit);
        } catch (EngineException noOrders) {
            assumeTrue(false, "somebody else's broker takes no orders");
        }
    }

    private List<Integer> attemptsAt(Event event) {
        return transactions.in(
                tenant,
                () -> sql.list(
                        "select attempts from platform.outgoing_event where event_id = ?",
                        row -> row.getInt("attempts"),
                        event.eventId()));
    }

    /** Takes nothing until it may. */
    private static final class Slow implements QueueListener {

        private final Topology.ConsumerQueue queue;
        private final CountDownLatch start = new CountDownLatch(1);
        private final List<Event> done = new CopyOnWriteArrayList<>();
        private final AtomicInteger failures = new AtomicInteger();
        private volatile String fails = "";

        Slow(Topology.ConsumerQueue queue) {
            this.queue = queue;
        }

        void failFor(Event event) {
            fails = event.eventId();
        }

        void go() {
            start.countDown();
        }

        @Override
        public Topology.ConsumerQueue queue() {
            return queue;
        }

        @Override
        public void receive(Event event) {
            try {
                start.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            if (event.eventId().equals(fails)) {
                failures.incrementAndGet();
                throw new IllegalStateException("told to fail");
            }
            done.add(event);
        }
    }
}
