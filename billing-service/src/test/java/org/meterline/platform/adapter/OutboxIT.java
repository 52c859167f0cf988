package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DeliverCallback;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.Event;
import org.meterline.contracts.EventType;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.contracts.Topology;
import org.meterline.platform.DependencyDown;
import org.meterline.platform.Inbox;
import org.meterline.platform.MessageTexts;
import org.meterline.platform.Outbox;
import org.meterline.platform.ServiceUnderTest;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.platform.WorkerTransactions;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Inbox and outbox over the real database, broker and message table. */
class OutboxIT {

    private static final InstantSource TOMORROW =
            InstantSource.fixed(Instant.now().plus(Duration.ofDays(1)));

    private static final int ROUNDS_MAX = 20;

    @RegisterExtension
    static final ServiceUnderTest service = new ServiceUnderTest();

    private final TenantId tenant = service.newTenant().id();
    private final TenantTransactions transactions = service.bean(TenantTransactions.class);
    private final Outbox outbox = service.bean(Outbox.class);
    private final Sql sql = service.bean(Sql.class);
    private final Broker broker = new Broker(service, List.of(Duration.ofSeconds(1)));
    private final Map<String, Integer> heard = new ConcurrentHashMap<>();
    private Connection connection;

    @BeforeEach
    void listenToEvents() throws IOException, TimeoutException {
        connection = broker.connect();
        var channel = connection.createChannel();
        var queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, Topology.EVENTS, EventType.DELIVERY_REPORTED.routingKey());
        DeliverCallback count =
                (tag, delivery) -> heard.merge(delivery.getProperties().getMessageId(), 1, Integer::sum);
        channel.basicConsume(queue, true, count, tag -> {});
    }

    @AfterEach
    void stopListening() throws IOException {
        connection.close();
    }

    @Test
    void what_is_committed_arrives() {
        var event = Broker.anEvent();

        transactions.run(tenant, () -> outbox.publish(event));

        ServiceUnderTest.awaitThat("the event", () -> heard.containsKey(event.eventId()));
        ServiceUnderTest.awaitThat("an empty outbox", () -> waiting(event) == 0);
    }

    @Test
    void what_is_rolled_back_does_not() {
        var rolledBack = Broker.anEvent();
        var committed = Broker.anEvent();

        assertThatThrownBy(() -> transactions.run(tenant, () -> {
                    outbox.publish(rolledBack);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        transactions.run(tenant, () -> outbox.publish(committed));

        ServiceUnderTest.awaitThat("the other event", () -> heard.containsKey(committed.eventId()));
        assertThat(heard).doesNotContainKey(rolledBack.eventId());
    }

    @Test
    void a_relay_that_dies_after_publishing_publishes_again() throws IOException {
        var event = Broker.anEvent();
        writeForTomorrow(List.of(event));
        WorkerTransactions dying = new WorkerTransactions() {
            @Override
            public <T> T call(Supplier<T> work) {
                return service.bean(WorkerTransactions.class).call(() -> {
                    work.get();
                    throw new IllegalStateException("killed");
                });
            }
        };

        assertThatThrownBy(relay(dying)::relay).hasMessage("killed");
        ServiceUnderTest.awaitThat("the event", () -> heard.containsKey(event.eventId()));
        assertThat(waiting(event)).isEqualTo(1);

        relay(service.bean(WorkerTransactions.class)).relay();
        ServiceUnderTest.awaitThat("the event again", () -> heard.get(event.eventId()) == 2);
        assertThat(waiting(event)).isZero();
    }

    @Test
    void two_relays_share_the_work() throws IOException, InterruptedException, ExecutionException {
        var events = Stream.generate(Broker::anEvent).limit(250).toList();
        writeForTomorrow(events);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var relays = List.of(
                    relay(service.bean(WorkerTransactions.class)), relay(service.bean(WorkerTransactions.class)));
            for (var done : threads.invokeAll(relays.stream()
                    .<Callable<Boolean>>map(relay -> () -> emptied(relay))
                    .toList())) {
                assertThat(done.get()).isTrue();
            }
        }

        ServiceUnderTest.awaitThat(
                "every event", () -> events.stream().allMatch(event -> heard.containsKey(event.eventId())));
        assertThat(heard.values()).containsOnly(1);
    }

    @Test
    void a_broker_out_of_reach_spends_no_attempt() throws IOException {
        var event = Broker.anEvent();
        writeForTomorrow(List.of(event));
        var relay = relay(service.bean(WorkerTransactions.class), broker.unconnectedPublisher());

        assertThatThrownBy(relay::relay).isInstanceOf(DependencyDown.class);

        assertThat(attempts(event)).isZero();
        relay(service.bean(WorkerTransactions.class)).relay();
        ServiceUnderTest.awaitThat("the event", () -> heard.containsKey(event.eventId()));
    }

    @Test
    void two_relays_of_outcomes_share_the_work() throws InterruptedException, ExecutionException {
        var messages = Stream.generate(() -> putMessage("one", "two")).limit(30).toList();
        transactions.run(tenant, () -> {
            for (var message : messages) {
                outbox.settle(message, "one", Outcome.ANSWERED);
                outbox.settle(message, "two", Outcome.RECORDED);
            }
            sql.update("update platform.outgoing_outcome set due_at = now() + interval '1 hour'");
        });

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var rounds = Stream.generate(OutboxIT::outcomeRelay)
                    .limit(2)
                    .<Callable<Boolean>>map(relay -> () -> emptied(relay))
                    .toList();
            for (var done : threads.invokeAll(rounds)) {
                assertThat(done.get()).isTrue();
            }
        }

        assertThat(messages).allSatisfy(message -> {
            assertThat(waitingOutcomes(message)).isZero();
            assertThat(item(message)).doesNotContainKey(MessageTable.UNSETTLED);
        });
    }

    /** As its loop does: what fails because the table is slow is tried again. */
    private static boolean emptied(OutcomeRelay relay) {
        for (var round = 0; round < ROUNDS_MAX; round++) {
            try {
                if (!relay.relay()) {
                    return true;
                }
            } catch (DependencyDown slow) {
                assertThat(slow).hasMessageContaining("the message table");
            }
        }
        return false;
    }

    private static OutcomeRelay outcomeRelay() {
        return new OutcomeRelay(
                service.bean(WorkerTransactions.class),
                service.bean(Sql.class),
                service.bean(OutgoingRows.class),
                service.bean(DynamoMessages.class),
                everLater());
    }

    /** Time flies, so that what did not arrive is tried again at once. */
    private static InstantSource everLater() {
        var asked = new AtomicLong();
        return () -> TOMORROW.instant().plus(Duration.ofHours(asked.incrementAndGet()));
    }

    @Test
    void a_stored_event_that_does_not_parse_waits_alone() throws IOException {
        var poison = Broker.anEvent();
        var unknown = Broker.anEvent();
        var neighbour = Broker.anEvent();
        writeForTomorrow(List.of(poison, unknown, neighbour));
        transactions.run(tenant, () -> {
            sql.update("update platform.outgoing_event set body = '{' where event_id = ?", poison.eventId());
            sql.update("update platform.outgoing_event set type = 'TOMORROW' where event_id = ?", unknown.eventId());
        });

        assertThat(emptied(relay(service.bean(WorkerTransactions.class)))).isTrue();

        ServiceUnderTest.awaitThat("the neighbour", () -> heard.containsKey(neighbour.eventId()));
        assertThat(waiting(neighbour)).isZero();
        assertThat(List.of(attempts(poison), attempts(unknown))).containsExactly(1, 1);
        assertThat(heard).doesNotContainKeys(poison.eventId(), unknown.eventId());
        forget("platform.outgoing_event");
    }

    @Test
    void what_fails_time_and_again_is_a_metric() {
        transactions.run(tenant, () -> {
            outbox.settle("SMstuck", "one", Outcome.ANSWERED);
            sql.update("update platform.outgoing_outcome set attempts = 5, due_at = now() + interval '1 hour'");
        });

        service.bean(Backlog.class).look();

        assertThat(service.http().get("/prometheus").body())
                .containsPattern("meterline_outbox_failing_rows\\{outbox=\"outcomes\"[^}]*} 1");
        assertThat(service.http().get("/health").body()).containsPattern("\"outcomes\":\\{[^}]*\"failing\":1");
        forget("platform.outgoing_outcome");
    }

    @Test
    void an_outcome_that_is_none_waits_alone() {
        var poisoned = putMessage("one");
        var neighbour = putMessage("one");
        transactions.run(tenant, () -> {
            outbox.settle(poisoned, "one", Outcome.ANSWERED);
            outbox.settle(neighbour, "one", Outcome.ANSWERED);
            sql.update("update platform.outgoing_outcome set due_at = now() + interval '1 hour'");
            sql.update("update platform.outgoing_outcome set outcome = 'TOMORROW' where message_id = ?", poisoned);
        });

        ServiceUnderTest.awaitThat("a round", () -> {
            relayOnce(outcomeRelay());
            return waitingOutcomes(neighbour) == 0;
        });

        assertThat(outcomeOf(neighbour, "one")).isEqualTo("ANSWERED");
        assertThat(outcomeOf(poisoned, "one")).isEmpty();
        assertThat(waitingOutcomes(poisoned)).isEqualTo(1);
        forget("platform.outgoing_outcome");
    }

    private static void relayOnce(OutcomeRelay relay) {
        try {
            relay.relay();
        } catch (DependencyDown slow) {
            assertThat(slow).hasMessageContaining("the message table");
        }
    }

    /** What is poisoned on purpose is no other test's. */
    private void forget(String table) {
        transactions.run(tenant, () -> sql.update("delete from " + table));
    }

    @Test
    void what_failed_gives_way_to_what_comes_of_it_after_all() {
        var message = putMessage("one");

        settle(message, "one", Outcome.FAILED);
        ServiceUnderTest.awaitThat("failure", () -> outcomeOf(message, "one").equals("FAILED"));
        settle(message, "one", Outcome.RECORDED);
        ServiceUnderTest.awaitThat("success", () -> outcomeOf(message, "one").equals("RECORDED"));
        settle(message, "one", Outcome.FAILED);

        ServiceUnderTest.awaitThat("an empty outbox", () -> waitingOutcomes(message) == 0);
        assertThat(outcomeOf(message, "one")).isEqualTo("RECORDED");
    }

    @Test
    void a_message_that_ingest_has_not_told_of_is_left_for_it_to_find() {
        var message = putMessage(MessageTable.IngestState.STORED, "one");

        settle(message, "one", Outcome.RECORDED);

        ServiceUnderTest.awaitThat(
                "the outcome", () -> outcomeOf(message, "one").equals("RECORDED"));
        ServiceUnderTest.awaitThat("the outbox to be empty", () -> waitingOutcomes(message) == 0);
        assertThat(item(message)).containsKey(MessageTable.UNSETTLED);
    }

    @Test
    void outcomes_reach_the_message_table_and_a_message_with_all_of_them_is_at_rest() {
        var message = putMessage("one", "two");

        settle(message, "one", Outcome.ANSWERED);
        ServiceUnderTest.awaitThat(
                "the first outcome", () -> outcomeOf(message, "one").equals("ANSWERED"));
        assertThat(item(message)).containsKey(MessageTable.UNSETTLED);

        settle(message, "two", Outcome.RECORDED);
        ServiceUnderTest.awaitThat("rest", () -> !item(message).containsKey(MessageTable.UNSETTLED));
        assertThat(outcomeOf(message, "two")).isEqualTo("RECORDED");
    }

    @Test
    void an_outcome_only_goes_forward() {
        var message = putMessage("one");

        settle(message, "one", Outcome.ANSWERED);
        settle(message, "one", Outcome.RECORDED);
        settle(message, "one", Outcome.REFUSED);
        var later = putMessage("one");
        settle(later, "one", Outcome.IGNORED);

        ServiceUnderTest.awaitThat(
                "the last of them", () -> outcomeOf(later, "one").equals("IGNORED"));
        ServiceUnderTest.awaitThat("an empty outbox", () -> waitingOutcomes(message) == 0);
        assertThat(outcomeOf(message, "one")).isIn("RECORDED", "REFUSED");
    }

    @Test
    void a_message_that_the_table_does_not_know_is_let_go() {
        var message = "SM" + UUID.randomUUID();

        settle(message, "one", Outcome.RECORDED);

        ServiceUnderTest.awaitThat("an empty outbox", () -> waitingOutcomes(message) == 0);
        assertThat(item(message)).isEmpty();
    }

    @Test
    void words_are_read_by_id() {
        var message = putMessage("one");

        var text = service.bean(MessageTexts.class).of(message).orElseThrow();

        assertThat(text.text()).isEqualTo("12345");
        assertThat(text.replyPayload()).isNull();
        assertThat(text).asString().doesNotContain("12345");
        assertThat(service.bean(MessageTexts.class).of("SMunknown")).isEmpty();
    }

    @Test
    void an_event_is_heard_once_by_each_consumer() {
        var inbox = service.bean(Inbox.class);
        var id = UUID.randomUUID().toString();

        assertThat(transactions.in(tenant, () -> inbox.firstTime("one", id))).isTrue();
        assertThat(transactions.in(tenant, () -> inbox.firstTime("one", id))).isFalse();
        assertThat(transactions.in(tenant, () -> inbox.firstTime("two", id))).isTrue();
    }

    @Test
    void what_was_heard_in_vain_is_heard_again() {
        var inbox = service.bean(Inbox.class);
        var id = UUID.randomUUID().toString();

        assertThatThrownBy(() -> transactions.run(tenant, () -> {
                    inbox.firstTime("one", id);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(transactions.in(tenant, () -> inbox.firstTime("one", id))).isTrue();
    }

    /** Where the service's own relay does not see them yet. */
    private void writeForTomorrow(List<? extends Event> events) {
        transactions.run(tenant, () -> {
            events.forEach(outbox::publish);
            sql.update("update platform.outgoing_event set due_at = now() + interval '1 hour'");
        });
    }

    private EventRelay relay(WorkerTransactions workers) throws IOException {
        return relay(workers, broker.publisherOn(connection));
    }

    private EventRelay relay(WorkerTransactions workers, RabbitPublisher publisher) {
        return new EventRelay(
                workers, sql, service.bean(OutgoingRows.class), service.bean(EventJson.class), publisher, TOMORROW);
    }

    private static boolean emptied(EventRelay relay) {
        while (relay.relay()) {
            // until there is no more
        }
        return true;
    }

    private void settle(String message, String part, Outcome outcome) {
        transactions.run(tenant, () -> outbox.settle(message, part, outcome));
    }

    private int attempts(Event event) {
        return transactions.in(
                tenant,
                () -> sql.one(
                                "select attempts from platform.outgoing_event where event_id = ?",
                                row -> row.getInt("attempts"),
                                event.eventId())
                        .orElseThrow());
    }

    private int waiting(Event event) {
        return transactions.in(
                tenant,
                () -> sql.list("select 1 from platform.outgoing_event where event_id = ?", row -> 1, event.eventId())
                        .size());
    }

    private int waitingOutcomes(String message) {
        return transactions.in(
                tenant,
                () -> sql.list("select 1 from platform.outgoing_outcome where message_id = ?", row -> 1, message)
                        .size());
    }

    private static String putMessage(String... parts) {
        return putMessage(MessageTable.IngestState.PUBLISHED, parts);
    }

    private static String putMessage(MessageTable.IngestState state, String... parts) {
        var id = "SM" + UUID.randomUUID().toString().replace("-", "");
        var partMap = new HashMap<String, AttributeValue>();
        for (var part : parts) {
            partMap.put(part, AttributeValue.fromM(Map.of(MessageTable.KIND, AttributeValue.fromS("TEXT"))));
        }
        service.bean(DynamoDbClient.class)
                .putItem(put -> put.tableName(ServiceUnderTest.messageTable())
                        .item(Map.of(
                                MessageTable.MESSAGE_ID, AttributeValue.fromS(id),
                                MessageTable.RECEIVED_AT, AttributeValue.fromS("2026-11-21T12:00:00Z"),
                                MessageTable.TEXT, AttributeValue.fromS("12345"),
                                MessageTable.INGEST_STATE, AttributeValue.fromS(state.name()),
                                MessageTable.UNSETTLED, AttributeValue.fromS(MessageTable.unsettledShard(id)),
                                MessageTable.PARTS, AttributeValue.fromM(partMap))));
        return id;
    }

    private static Map<String, AttributeValue> item(String message) {
        return service.bean(DynamoDbClient.class)
                .getItem(get -> get.tableName(ServiceUnderTest.messageTable())
                        .key(Map.of(MessageTable.MESSAGE_ID, AttributeValue.fromS(message)))
                        .consistentRead(true))
                .item();
    }

    private static String outcomeOf(String message, String part) {
        var outcome = item(message).get(MessageTable.PARTS).m().get(part).m().get(MessageTable.OUTCOME);
        return outcome == null ? "" : outcome.s();
    }
}
