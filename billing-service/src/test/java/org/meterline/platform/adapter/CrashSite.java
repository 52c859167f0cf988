package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.meterline.contracts.Channel;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.contracts.PartKind;
import org.meterline.contracts.PhotoEvent;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.contracts.Topology;
import org.meterline.conversation.Talk;
import org.meterline.customers.MeterId;
import org.meterline.engines.RabbitMq;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.PostgresExtension;
import org.meterline.messaging.adapter.TwilioServer;
import org.meterline.platform.Outbox;
import org.meterline.platform.ServiceUnderTest;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.Utility;
import org.meterline.readings.domain.Readings;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a process of the service stands on, for it alone: database, broker, message table and a small Twilio, which calls back. It
 * gives the process errands and sees what became of them. The utility is planted by a context of our own, which does no work.
 */
final class CrashSite implements AutoCloseable {

    static final Duration RUNG = Duration.ofSeconds(1);

    private static final long REST_LIMIT_NANOS = 120_000_000_000L;
    private static final long POLL_NANOS = 50_000_000L;
    private static final String PASSWORD = "only-for-tests";
    private static final Instant LAST_MONTH = Instant.now().minus(30, ChronoUnit.DAYS);

    private final RabbitMq broker;
    private final TwilioServer twilio = new TwilioServer();
    private final Map<String, String> environment = new HashMap<>();
    private final ApplicationContext planter;
    private final Connection connection;
    private final Utility utility;
    private final List<Errand> errands = new ArrayList<>();
    private final Set<String> calledBack = new HashSet<>();
    private int number;

    /**
     * What a customer each asks for.
     *
     * @param photo becomes a reading
     * @param text is answered
     * @param poison fails at every attempt
     * @param told is for others to hear, by the outbox
     */
    record Errand(
            MeterId meter, ReadingCaptured photo, MessageReceived text, ReadingCaptured poison, DeliveryReported told) {

        /** Those that come to an outcome. */
        private List<Event> messages() {
            return List.of(photo, text, poison);
        }
    }

    CrashSite(PostgresExtension postgres, AwsExtension aws, Path folder) throws IOException, TimeoutException {
        broker = RabbitMq.in(folder.resolve("rabbitmq"));
        broker.erase();
        broker.start(); // of its own: the other tests' service hears the same queues
        var database = postgres.newDatabase();
        environment.putAll(aws.environment());
        environment.putAll(Map.of(
                "DATABASE_URL", database.jdbcUrl(),
                "DATABASE_PASSWORD", PASSWORD,
                "DATABASE_OWNER_USER", database.ownerUser(),
                "DATABASE_OWNER_PASSWORD", database.ownerPassword(),
                "DATABASE_POOL_SIZE", "8",
                "BROKER_ENDPOINT", broker.endpoint().toString(),
                "BROKER_USERNAME", broker.username(),
                "BROKER_PASSWORD", broker.password(),
                "MESSAGE_TABLE", aws.newMessageTable()));
        environment.putAll(Map.of(
                "PHOTO_BUCKET", "photos",
                "PUBLIC_BASE_URL", "https://hooks.example.com",
                "TWILIO_API_ORIGIN", twilio.origin().toString(),
                "TWILIO_ACCOUNTS", "{\"" + Talk.ACCOUNT + "\":[\"token\"]}",
                "HTTP_HOST", "127.0.0.1"));
        ServiceUnderTest.useEmulators(aws);
        planter = ApplicationContext.builder(new HashMap<>(environment)).start();
        connection = new AmqpConnections(planter.getBean(BrokerSettings.class)).open("crash site");
        try (var channel = connection.createChannel()) {
            BrokerTopology.declare(channel, Set.copyOf(Topology.QUEUES), List.of(RUNG));
        }
        utility = Utility.founded(
                planter.getBean(TenantTransactions.class), planter.getBean(Sql.class), planter.getBean(Readings.class));
    }

    Map<String, String> environment() {
        return environment;
    }

    RabbitMq broker() {
        return broker;
    }

    TwilioServer twilio() {
        return twilio;
    }

    List<Errand> errands() {
        return List.copyOf(errands);
    }

    /** Customers write, and the world tells the service. */
    Errand giveErrand() {
        number++;
        var customer = utility.newPerson();
        var meter = utility.metersOf(customer, "CRASH-" + number).getFirst();
        utility.opening(meter, "1000.0", LAST_MONTH);
        var poisoner = utility.newPerson();
        utility.metersOf(poisoner, "POISON-" + number);
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var errand = new Errand(
                meter,
                utility.photo(customer, "01050.0", "0.99", now),
                text(utility.newPerson(), now),
                utility.photo(poisoner, "01050.0", "0.99", now, "no hash has a \0 in it", null),
                told(Talk.newMessageId(), null, now));
        errands.add(errand);
        errand.messages().forEach(this::putItem);
        var transactions = planter.getBean(TenantTransactions.class);
        transactions.run(utility.tenant, () -> planter.getBean(Outbox.class).publish(errand.told));
        List.of(errand.photo, errand.text, errand.poison).forEach(this::publish);
        return errand;
    }

    private MessageReceived text(List<ContactIdentity> person, Instant at) {
        var id = Talk.newMessageId();
        return new MessageReceived(
                id,
                person.getFirst().value(),
                at,
                Channel.WHATSAPP,
                utility.receivingNumber,
                person,
                Talk.ACCOUNT,
                List.of(new MessageReceived.Part(id, PartKind.TEXT, null)));
    }

    private static DeliveryReported told(String providerId, String outboundId, Instant at) {
        return new DeliveryReported(
                providerId + "/delivered",
                at,
                providerId,
                outboundId,
                Channel.WHATSAPP,
                "delivered",
                null,
                Talk.ACCOUNT);
    }

    private void publish(Event event) {
        try (var channel = connection.createChannel()) {
            channel.confirmSelect();
            var headers = CloudEventHeaders.of(event, "/test", Instant.now());
            var properties = RabbitPublisher.persistent(event.eventId(), headers);
            channel.basicPublish(
                    Topology.EVENTS,
                    event.type().routingKey(),
                    true,
                    properties,
                    planter.getBean(EventJson.class).write(event));
            channel.waitForConfirmsOrDie(20_000);
        } catch (IOException | TimeoutException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    private void putItem(Event event) {
        var part = event instanceof PhotoEvent photo ? photo.photoId() : event.messageId();
        planter.getBean(DynamoDbClient.class)
                .putItem(put -> put.tableName(environment.get("MESSAGE_TABLE"))
                        .item(Map.of(
                                MessageTable.MESSAGE_ID, AttributeValue.fromS(event.messageId()),
                                MessageTable.RECEIVED_AT, AttributeValue.fromS("2026-11-21T12:00:00Z"),
                                MessageTable.TEXT, AttributeValue.fromS("hello"),
                                MessageTable.INGEST_STATE, AttributeValue.fromS(IngestState.PUBLISHED.name()),
                                MessageTable.UNSETTLED, AttributeValue.fromS("somewhere"),
                                MessageTable.PARTS,
                                        AttributeValue.fromM(Map.of(
                                                part,
                                                AttributeValue.fromM(
                                                        Map.of(MessageTable.KIND, AttributeValue.fromS("TEXT"))))))));
    }

    /** The provider says once of each message that it is delivered. */
    void callBack() {
        for (var sent : twilio.sent()) {
            if (calledBack.add(sent.sid())) {
                var callback = sent.form().get("StatusCallback");
                var segment = callback.substring(callback.lastIndexOf('/') + 1);
                var event = told(
                        sent.sid(),
                        segment.split("_", 2)[0], // behind it comes the trace
                        Instant.now().truncatedTo(ChronoUnit.MILLIS));
                publish(event);
            }
        }
    }

    /** Returns when nothing is to be done any more, within two minutes; the provider calls back meanwhile. */
    void awaitRest() {
        awaitRestOr(() -> false);
    }

    /** Likewise, or when something else is so. */
    void awaitRestOr(BooleanSupplier otherwise) {
        var limit = System.nanoTime() + REST_LIMIT_NANOS;
        while (System.nanoTime() < limit) {
            callBack();
            if (otherwise.getAsBoolean() || unrest().isEmpty()) {
                return;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new AssertionError("after two minutes there are still " + unrest());
    }

    /** What is still to be done. */
    private List<String> unrest() {
        var unrest = new ArrayList<String>();
        errands.stream()
                .flatMap(errand -> errand.messages().stream())
                .map(Event::messageId)
                .filter(id -> !isSettled(id))
                .forEach(id -> unrest.add("message " + id + " without its outcome"));
        errands.stream()
                .map(errand -> errand.told.eventId())
                .filter(id -> !isHeard(id))
                .forEach(id -> unrest.add("event " + id + " that nobody heard"));
        if (calledBack.size() < 3 * errands.size()) {
            unrest.add(calledBack.size() + " answers for " + 3 * errands.size() + " customers");
        }
        in("select status || ' message ' || id || coalesce(note, '') as it from messaging.outbound where status <> 'DELIVERED'")
                .forEach(unrest::add);
        for (var outbox : List.of("platform.outgoing_event", "platform.outgoing_outcome")) {
            if (rows(outbox) > 0) {
                unrest.add(rows(outbox) + " rows in " + outbox);
            }
        }
        if (waiting() > 0) {
            unrest.add(waiting() + " events in the queues");
        }
        return unrest;
    }

    /** Whether billing has heard what is about nobody's message. */
    private boolean isHeard(String eventId) {
        return planter.getBean(TenantTransactions.class)
                .in(
                        TenantId.NOBODY,
                        () -> planter.getBean(Sql.class)
                                        .list(
                                                "select 1 as it from platform.inbox where event_id = ?",
                                                row -> row.getInt("it"),
                                                eventId)
                                        .size()
                                == 1);
    }

    private boolean isSettled(String messageId) {
        return !item(messageId).containsKey(MessageTable.UNSETTLED);
    }

    /** Events in any of the queues that are in nobody's hands. */
    long waiting() {
        try (var channel = connection.createChannel()) {
            var sum = 0L;
            for (var queue : BrokerTopology.names(Set.copyOf(Topology.QUEUES), List.of(RUNG))) {
                sum += channel.messageCount(queue);
            }
            return sum;
        } catch (IOException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Events that the broker hands out once more although all was done about them: nobody acknowledged them. */
    List<String> comesAgainThoughDone() {
        var again = new ArrayList<String>();
        try (var channel = connection.createChannel()) {
            for (var queue : Topology.QUEUES) {
                for (var got = channel.basicGet(queue.name(), false);
                        got != null;
                        got = channel.basicGet(queue.name(), false)) {
                    var id = got.getProps().getMessageId();
                    if (got.getEnvelope().isRedeliver() && isDone(id)) {
                        again.add(id);
                    }
                }
            }
            return again; // and with the channel all of them go back
        } catch (IOException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    private boolean isDone(String eventId) {
        return rows("platform.inbox where event_id = '" + eventId + "'") > 0
                || rows("conversation.inbound where message_id || '/message.received' = '" + eventId + "'") > 0;
    }

    /** That all that was asked for was done, and nothing of it twice. */
    void assertAllDoneOnce() {
        for (var errand : errands) {
            assertThat(utility.readingsOf(errand.meter))
                    .as("an opening reading, and one of the photo")
                    .hasSize(2);
            assertThat(outcome(errand.photo.messageId(), errand.photo.photoId()))
                    .isEqualTo("RECORDED");
            assertThat(outcome(errand.text.messageId(), errand.text.messageId()))
                    .isEqualTo("ANSWERED");
            assertThat(outcome(errand.poison.messageId(), errand.poison.photoId()))
                    .isEqualTo("FAILED");
            assertThat(verdicts(errand.photo)).containsExactly("ACCEPTED");
            assertThat(verdicts(errand.poison)).containsExactly("FAILED");
            for (var person : List.of(errand.photo.contact(), errand.text.contact(), errand.poison.contact())) {
                assertThat(twilio.sent())
                        .as("one answer each")
                        .filteredOn(sent ->
                                sent.to().equals("whatsapp:" + person.getFirst().value()))
                        .hasSize(1);
            }
        }
        assertThat(rows("messaging.outbound")).isEqualTo(3L * errands.size());
        assertThat(rows("messaging.delivery_event")).isEqualTo(3L * errands.size());
        assertThat(rows("platform.inbox where consumer is not null")).isPositive();
        assertThat(letters()).as("dead letters, each kept once").isEqualTo(errands.size());
    }

    private List<String> verdicts(ReadingCaptured photo) {
        return in("select verdict as it from readings.verdict where photo_id = '" + photo.photoId() + "' order by id");
    }

    private long rows(String table) {
        return Long.parseLong(in("select count(*) as it from " + table).getFirst());
    }

    private long letters() {
        return rows("deadletters.dead_letter where told_at is not null");
    }

    private List<String> in(String query) {
        return planter.getBean(TenantTransactions.class)
                .in(utility.tenant, () -> planter.getBean(Sql.class).list(query, row -> row.getString("it")));
    }

    private String outcome(String message, String part) {
        return item(message)
                .get(MessageTable.PARTS)
                .m()
                .get(part)
                .m()
                .get(MessageTable.OUTCOME)
                .s();
    }

    private Map<String, AttributeValue> item(String message) {
        return planter.getBean(DynamoDbClient.class)
                .getItem(get -> get.tableName(environment.get("MESSAGE_TABLE"))
                        .key(Map.of(MessageTable.MESSAGE_ID, AttributeValue.fromS(message)))
                        .consistentRead(true))
                .item();
    }

    @Override
    public void close() throws IOException {
        try (broker;
                twilio) {
            connection.close();
            planter.close();
        }
    }
}
