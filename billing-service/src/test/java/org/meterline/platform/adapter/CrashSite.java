package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.meterline.access.ApiKeys;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.Event;
import org.meterline.contracts.Topology;
import org.meterline.conversation.Talk;
import org.meterline.engines.RabbitMq;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.PostgresExtension;
import org.meterline.messaging.adapter.TwilioServer;
import org.meterline.platform.Outbox;
import org.meterline.platform.ServiceUnderTest;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.Utility;
import org.meterline.readings.domain.Readings;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What a process of the service stands on, for it alone: database, broker, message table and a small Twilio, which calls back. It
 * gives the process errands and sees what became of them. The utility is planted by a context of our own, which does no work.
 */
final class CrashSite implements AutoCloseable {

    static final Duration RUNG = Duration.ofMillis(500);

    private static final long REST_LIMIT_NANOS = 120_000_000_000L;
    private static final long POLL_NANOS = 50_000_000L;
    private static final String PASSWORD = "only-for-tests";

    private final RabbitMq broker;
    private final TwilioServer twilio = new TwilioServer();
    private final Map<String, String> environment = new HashMap<>();
    private final ApplicationContext planter;
    private final Connection connection;
    private final Utility utility;
    private final CrashLedger ledger;
    private final Customers customers;
    private final Staff staff;
    private final List<Errand> errands = new ArrayList<>();
    private final Set<Errand.Said> settled = new HashSet<>(); // for good
    private final Set<String> calledBack = new HashSet<>();

    CrashSite(PostgresExtension postgres, AwsExtension aws, Path folder) throws IOException, TimeoutException {
        broker = RabbitMq.in(folder.resolve("rabbitmq"));
        broker.erase();
        broker.start(); // of its own: the other tests' service hears the same queues
        var database = postgres.newDatabase();
        var table = aws.newMessageTable();
        environment.putAll(aws.environment());
        environment.putAll(Map.of(
                "DATABASE_URL", database.jdbcUrl(),
                "DATABASE_PASSWORD", PASSWORD,
                "DATABASE_POOL_SIZE", "8",
                "BROKER_ENDPOINT", broker.endpoint().toString(),
                "BROKER_USERNAME", broker.username(),
                "BROKER_PASSWORD", broker.password(),
                "MESSAGE_TABLE", table));
        environment.putAll(Map.of(
                "PHOTO_BUCKET", "photos",
                "PUBLIC_BASE_URL", "https://hooks.example.com",
                "TWILIO_API_ORIGIN", twilio.origin().toString(),
                "TWILIO_ACCOUNTS", "{\"" + Talk.ACCOUNT + "\":[\"token\"]}",
                "HTTP_HOST", "127.0.0.1"));
        ServiceUnderTest.useEmulators(aws);
        var asOwner = new HashMap<String, Object>(environment);
        asOwner.put("DATABASE_OWNER_USER", database.ownerUser());
        asOwner.put("DATABASE_OWNER_PASSWORD", database.ownerPassword());
        planter = ApplicationContext.builder(asOwner).start(); // it migrates, and nobody else does
        connection = new AmqpConnections(planter.getBean(BrokerSettings.class)).open("crash site");
        try (var channel = connection.createChannel()) {
            BrokerTopology.declare(channel, Set.copyOf(Topology.QUEUES), List.of(RUNG));
        }
        var transactions = planter.getBean(TenantTransactions.class);
        var sql = planter.getBean(Sql.class);
        utility = Utility.founded(transactions, sql, planter.getBean(Readings.class));
        ledger = new CrashLedger(
                transactions, sql, utility.tenant, planter.getBean(DynamoDbClient.class), table, database);
        customers = new Customers(utility, transactions, sql);
        staff = new Staff(planter.getBean(ApiKeys.class), utility.tenant, ledger);
    }

    Map<String, String> environment() {
        return environment;
    }

    TwilioServer twilio() {
        return twilio;
    }

    /** Customers write, and the world tells the service. */
    void give(Road... roads) {
        Stream.of(roads).map(customers::errand).forEach(errand -> {
            errands.add(errand);
            if (errand.road() == Road.REPLAYED) {
                ledger.sicken(errand.first().partId());
            }
            say(errand.first());
        });
    }

    private void say(Errand.Said said) {
        if (said.outcome() != null) {
            ledger.keepMessage(said);
            publish(said.event());
        } else {
            var transactions = planter.getBean(TenantTransactions.class);
            transactions.run(utility.tenant, () -> planter.getBean(Outbox.class).publish(said.event()));
        }
    }

    private void publish(Event event) {
        try (var channel = connection.createChannel()) {
            channel.confirmSelect();
            var headers = CloudEventHeaders.of(event, "/test", Instant.now());
            channel.basicPublish(
                    Topology.EVENTS,
                    event.type().routingKey(),
                    true,
                    RabbitPublisher.persistent(event.eventId(), headers),
                    planter.getBean(EventJson.class).write(event));
            channel.waitForConfirmsOrDie(20_000);
        } catch (IOException | TimeoutException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    /** The provider says once of each message that it is delivered. */
    private void callBack() {
        for (var sent : twilio.sent()) {
            if (calledBack.add(sent.sid())) {
                var callback = sent.form().get("StatusCallback");
                var segment = callback.substring(callback.lastIndexOf('/') + 1);
                var outboundId = segment.split("_", 2)[0]; // behind it comes the trace
                publish(Customers.told(sent.sid(), outboundId, Instant.now().truncatedTo(ChronoUnit.MILLIS)));
            }
        }
    }

    /** Customers who got an answer go on with what they want. */
    private void reply() {
        for (var errand : errands) {
            var next = errand.next(answersTo(errand));
            if (next != null) {
                say(next);
            }
        }
    }

    private long answersTo(Errand errand) {
        return twilio.sent().stream()
                .filter(sent -> sent.to().equals(errand.address()))
                .count();
    }

    /** Returns when nothing is to be done any more, within two minutes; the world goes on meanwhile. */
    void awaitRest(Supplier<Optional<URI>> service) {
        awaitRestOr(() -> false, service);
    }

    /** Likewise, or when something else is so. */
    void awaitRestOr(BooleanSupplier otherwise, Supplier<Optional<URI>> service) {
        var limit = System.nanoTime() + REST_LIMIT_NANOS;
        while (System.nanoTime() < limit) {
            callBack();
            reply();
            service.get().ifPresent(uri -> staff.decide(errands, uri));
            if (otherwise.getAsBoolean() || unrest().isEmpty()) {
                return;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new AssertionError("after two minutes there is still " + unrest());
    }

    /** The first thing that is still to be done. */
    private Optional<String> unrest() {
        for (var errand : errands) {
            if (!errand.isDecided()) {
                return Optional.of(errand.road() + " without its decision");
            }
            for (var said : errand.all()) {
                if (!isSettled(said)) {
                    return Optional.of(errand.road() + " without its outcome: "
                            + said.event().eventId());
                }
            }
        }
        var expected = answers();
        if (calledBack.size() < expected) {
            return Optional.of(calledBack.size() + " answers of " + expected);
        }
        var undelivered = ledger.undelivered();
        if (!undelivered.isEmpty()) {
            return Optional.of(undelivered.getFirst());
        }
        for (var outbox : List.of("platform.outgoing_event", "platform.outgoing_outcome")) {
            if (ledger.rows(outbox) > 0) {
                return Optional.of("a row in " + outbox);
            }
        }
        return waiting() > 0 ? Optional.of("an event in a queue") : Optional.empty();
    }

    private boolean isSettled(Errand.Said said) {
        if (settled.contains(said)) {
            return true;
        }
        var isSettled = said.outcome() == null
                ? ledger.isHeard(said.event().eventId())
                : ledger.outcome(said).equals(Optional.of(said.outcome()));
        if (isSettled) {
            settled.add(said);
        }
        return isSettled;
    }

    private long answers() {
        return errands.stream().mapToLong(errand -> errand.road().answers()).sum();
    }

    /** Events in any of the queues that are in nobody's hands. */
    private long waiting() {
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
                    if (got.getEnvelope().isRedeliver() && ledger.isDone(id)) {
                        again.add(id);
                    }
                }
            }
            return again; // and with the channel all of them go back
        } catch (IOException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    /** That all that was asked for was done, and nothing of it twice. */
    void assertAllDoneOnce() {
        for (var errand : errands) {
            var road = errand.road();
            for (var said : errand.all()) {
                assertThat(isSettled(said)).as("%s comes to its end", road).isTrue();
            }
            if (said(errand)) {
                assertThat(answersTo(errand)).as("answers on %s", road).isEqualTo(road.answers());
                assertThat(ledger.verdicts(errand.first().partId()))
                        .as("verdicts on %s", road)
                        .isEqualTo(road.verdicts());
            }
            if (errand.meter() != null) {
                assertThat(utility.readingsOf(Objects.requireNonNull(errand.meter())))
                        .as("readings on %s, the opening one among them", road)
                        .hasSize(1 + road.readings());
            }
        }
        var letters = errands.stream().filter(errand -> errand.road().dies()).count();
        assertThat(ledger.rows("messaging.outbound")).isEqualTo(answers());
        assertThat(ledger.rows("messaging.delivery_event")).isEqualTo(answers());
        assertThat(ledger.rows("deadletters.dead_letter where told_at is not null"))
                .as("dead letters, each kept once")
                .isEqualTo(letters);
        assertThat(ledger.rows("deadletters.dead_letter")).isEqualTo(letters);
    }

    private static boolean said(Errand errand) {
        return errand.first().outcome() != null;
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
