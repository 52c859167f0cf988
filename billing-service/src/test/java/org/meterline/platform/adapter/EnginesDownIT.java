package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.Event;
import org.meterline.contracts.EventType;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.Topology;
import org.meterline.engines.Engine;
import org.meterline.platform.DeadLetter;
import org.meterline.platform.DependencyDown;
import org.meterline.platform.Inbox;
import org.meterline.platform.MessageTexts;
import org.meterline.platform.Outbox;
import org.meterline.platform.QueueListener;
import org.meterline.platform.ServiceUnderTest;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What we stand on is killed, and comes back: nothing was lost meanwhile, and no attempt spent. */
class EnginesDownIT {

    private static final List<Duration> LADDER = List.of(Duration.ofMillis(200));

    @RegisterExtension
    static final ServiceUnderTest service = new ServiceUnderTest();

    private final TenantId tenant = service.newTenant().id();
    private final TenantTransactions transactions = service.bean(TenantTransactions.class);

    @Test
    void events_wait_for_a_database_that_is_down() {
        var queue = new Topology.ConsumerQueue("test." + UUID.randomUUID(), List.of(EventType.DELIVERY_REPORTED));
        var broker = new Broker(service, LADDER);
        var listener = new Hearing(queue);
        var dead = new CopyOnWriteArrayList<DeadLetter>();
        var link = broker.listen(listener, dead::add);
        var database = service.postgres().engine();
        var events = List.of(Broker.anEvent(), Broker.anEvent(), Broker.anEvent());

        database.kill();
        try {
            events.forEach(event -> broker.put(queue.name(), event));
            ServiceUnderTest.awaitThat(
                    "more attempts than the ladder has", () -> listener.attempts.get() > 2 * events.size());
            assertThat(service.http().with(null).get("/ready").statusCode()).isEqualTo(503);
            assertThat(broker.take(queue.waitQueue(LADDER.getFirst()))).isEmpty();
        } finally {
            database.start();
        }

        ServiceUnderTest.awaitThat("all of them", () -> listener.done.size() == events.size());
        link.close();
        assertThat(listener.done).containsExactlyInAnyOrderElementsOf(events);
        assertThat(dead).isEmpty();
        assertThat(broker.take(queue.name())).isEmpty();
        broker.delete(queue, LADDER);
        ServiceUnderTest.awaitThat(
                "readiness", () -> service.http().with(null).get("/ready").statusCode() == 200);
    }

    @Test
    void outcomes_wait_for_a_message_table_that_is_down() {
        var message = "SM" + UUID.randomUUID().toString().replace("-", "");
        putMessage(message);
        var table = dynamoDb();

        table.kill();
        try {
            transactions.run(
                    tenant, () -> service.bean(Outbox.class).settle(message, message, MessageTable.Outcome.ANSWERED));
            assertThatThrownBy(() -> service.bean(MessageTexts.class).of(message))
                    .isInstanceOf(DependencyDown.class);
            ServiceUnderTest.awaitThat("a round in vain", EnginesDownIT::relayFails); // the service's own may be at it
            assertThat(attemptsAt(message)).containsExactly(0);
        } finally {
            table.start();
        }

        ServiceUnderTest.awaitThat("an empty outbox", () -> attemptsAt(message).isEmpty());
        assertThat(outcomeOf(message)).isEqualTo("ANSWERED");
    }

    private static boolean relayFails() {
        try {
            service.bean(OutcomeRelay.class).relay();
            return false;
        } catch (DependencyDown down) {
            return true;
        }
    }

    private static Engine dynamoDb() {
        return service.aws().engine().parts().stream()
                .filter(part -> part.name().equals("DynamoDB"))
                .findFirst()
                .orElseThrow();
    }

    private List<Integer> attemptsAt(String message) {
        return transactions.in(
                tenant,
                () -> service.bean(Sql.class)
                        .list(
                                "select attempts from platform.outgoing_outcome where message_id = ?",
                                row -> row.getInt("attempts"),
                                message));
    }

    private static void putMessage(String id) {
        var part = AttributeValue.fromM(Map.of(MessageTable.KIND, AttributeValue.fromS("TEXT")));
        service.bean(DynamoDbClient.class)
                .putItem(put -> put.tableName(ServiceUnderTest.messageTable())
                        .item(Map.of(
                                MessageTable.MESSAGE_ID, AttributeValue.fromS(id),
                                MessageTable.RECEIVED_AT, AttributeValue.fromS("2026-11-21T12:00:00Z"),
                                MessageTable.PARTS, AttributeValue.fromM(Map.of(id, part)))));
    }

    private static String outcomeOf(String id) {
        return service.bean(DynamoDbClient.class)
                .getItem(get -> get.tableName(ServiceUnderTest.messageTable())
                        .key(Map.of(MessageTable.MESSAGE_ID, AttributeValue.fromS(id)))
                        .consistentRead(true))
                .item()
                .get(MessageTable.PARTS)
                .m()
                .get(id)
                .m()
                .get(MessageTable.OUTCOME)
                .s();
    }

    /** Hears events as consumers do: once each, in the database. */
    private final class Hearing implements QueueListener {

        private final Topology.ConsumerQueue queue;
        private final AtomicInteger attempts = new AtomicInteger();
        private final List<Event> done = new CopyOnWriteArrayList<>();

        Hearing(Topology.ConsumerQueue queue) {
            this.queue = queue;
        }

        @Override
        public Topology.ConsumerQueue queue() {
            return queue;
        }

        @Override
        public void receive(Event event) {
            attempts.incrementAndGet();
            transactions.run(
                    tenant,
                    () -> assertThat(service.bean(Inbox.class).firstTime(queue.name(), event.eventId()))
                            .isTrue());
            done.add(event);
        }
    }
}
