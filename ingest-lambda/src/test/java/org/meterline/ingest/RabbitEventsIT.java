package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.meterline.ingest.EventsContract.newEvent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.EventType;
import org.meterline.contracts.Topology;
import org.meterline.engines.EngineException;
import org.meterline.engines.junit.RabbitMqExtension;
import org.meterline.tracing.Tracing;

/** The real broker, at the end of a wire that can be cut. */
@Timeout(60)
class RabbitEventsIT implements EventsContract {

    @RegisterExtension
    static final RabbitMqExtension rabbit = new RabbitMqExtension();

    private final MovableClock clock = new MovableClock(Samples.NOW);
    private final String queue = "ingest-test-" + UUID.randomUUID();
    private ScriptedSecrets secrets;
    private Wire wire;
    private Connection connection;
    private Channel channel;
    private RabbitEvents events;

    @BeforeEach
    void connect() throws Exception {
        var endpoint = rabbit.endpoint();
        wire = new Wire(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
        var factory = new ConnectionFactory();
        factory.setHost(endpoint.getHost());
        factory.setPort(endpoint.getPort());
        factory.setVirtualHost(
                endpoint.getPath().length() > 1 ? endpoint.getPath().substring(1) : "/");
        factory.setUsername(rabbit.username());
        factory.setPassword(rabbit.password());
        connection = factory.newConnection();
        channel = connection.createChannel();
        channel.exchangeDeclare(Topology.EVENTS, "topic", true);
        channel.queueDeclare(queue, true, false, false, null);
        channel.queueBind(queue, Topology.EVENTS, EventType.MESSAGE_RECEIVED.routingKey());
        secrets = new ScriptedSecrets().with("broker", secret(rabbit.password()));
        events = events(Duration.ofSeconds(20));
    }

    @AfterEach
    void disconnect() throws Exception {
        channel.queueDelete(queue);
        connection.close();
        wire.close();
    }

    @Override
    public Events events() {
        return events;
    }

    private RabbitEvents events(Duration limit) {
        var uri =
                URI.create("amqp://127.0.0.1:" + wire.port() + rabbit.endpoint().getPath());
        return new RabbitEvents(uri, secrets, "broker", clock, limit);
    }

    @Override
    public void nobodyListens() {
        try {
            channel.queueUnbind(queue, Topology.EVENTS, EventType.MESSAGE_RECEIVED.routingKey());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public List<String> arrived() {
        return taken().stream().map(one -> one.getProps().getMessageId()).toList();
    }

    @Test
    void a_broker_whose_disk_is_full_keeps_nobody_waiting_and_is_used_again_when_it_has_room() {
        diskLimit("900000GB");
        try {
            var hasty = events(Duration.ofSeconds(2));
            assertThat(IntStream.range(0, 20)
                            .mapToObj(attempt -> hasty.publish(newEvent()))
                            .filter(Events.Outcome.NotPublished.class::isInstance)
                            .limit(3))
                    .as("attempts in vain, each cut off when its time was up")
                    .hasSize(3);
        } finally {
            diskLimit("50MB");
        }

        assertThat(events.publish(newEvent())).isInstanceOf(Events.Outcome.Published.class);
    }

    private static void diskLimit(String limit) {
        try {
            rabbit.engine().tell("set_disk_free_limit", limit);
        } catch (EngineException takesNoOrders) {
            assumeTrue(false, "somebody else's broker");
        }
    }

    @Test
    void an_event_is_a_cloud_event_that_survives_the_broker_and_does_not_say_what_was_said() throws Exception {
        var event = newEvent();

        var place = Tracing.step("send").call(step -> {
            events.publish(event);
            return step.traceparent();
        });

        var taken = taken().getFirst();
        assertThat(taken.getProps().getHeaders().get("cloudEvents_traceparent")).hasToString(place);
        assertThat(taken.getEnvelope().getRoutingKey()).isEqualTo("message.received");
        assertThat(taken.getProps().getDeliveryMode()).isEqualTo(2);
        assertThat(taken.getProps().getContentType()).isEqualTo("application/json");
        assertThat(taken.getProps().getMessageId()).isEqualTo(event.eventId());
        var headers = new HashMap<String, String>();
        taken.getProps().getHeaders().forEach((name, value) -> headers.put(name, value.toString()));
        assertThat(headers)
                .containsEntry(CloudEventHeaders.TYPE, "org.meterline.message.received.v1")
                .containsEntry(CloudEventHeaders.ID, event.eventId())
                .containsEntry(CloudEventHeaders.SOURCE, "/ingest-lambda")
                .containsEntry(CloudEventHeaders.SUBJECT, event.messageId())
                .containsEntry(CloudEventHeaders.TIME, Samples.NOW.toString());
        assertThat(new ObjectMapper().readTree(taken.getBody()).get("messageId").asText())
                .isEqualTo(event.messageId());
        assertThat(new String(taken.getBody(), StandardCharsets.UTF_8)).doesNotContain("secret");
    }

    @Test
    void nothing_is_connected_before_the_first_event_and_then_once_for_all() throws Exception {
        assertThat(wire.connections()).isZero();
        assertThat(secrets.reads()).isZero();
        var publishes = IntStream.range(0, 200)
                .<Callable<Events.Outcome>>mapToObj(i -> () -> events.publish(newEvent()))
                .toList();
        try (var senders = Executors.newFixedThreadPool(16)) {
            assertThat(senders.invokeAll(publishes))
                    .allSatisfy(one -> assertThat(one.get()).isEqualTo(new Events.Outcome.Published()));
        }
        assertThat(arrived()).hasSize(200).doesNotHaveDuplicates();
        assertThat(wire.connections()).isOne();
        assertThat(secrets.reads()).isOne();
    }

    @Test
    void a_connection_that_was_idle_for_thirty_seconds_is_replaced() {
        events.publish(newEvent());
        clock.advance(Duration.ofSeconds(29));
        events.publish(newEvent());
        assertThat(wire.connections()).isOne();

        clock.advance(Duration.ofSeconds(30));
        assertThat(events.publish(newEvent())).isEqualTo(new Events.Outcome.Published());
        assertThat(wire.connections()).isEqualTo(2);
        assertThat(arrived()).hasSize(3);
    }

    @Test
    void a_connection_that_was_cut_is_replaced_at_once() throws IOException {
        events.publish(newEvent());
        wire.cut();
        assertThat(events.publish(newEvent())).isEqualTo(new Events.Outcome.Published());
        assertThat(wire.connections()).isEqualTo(2);
    }

    @Test
    void a_broker_that_does_not_answer_costs_the_limit_and_not_the_event() {
        var impatient = events(Duration.ofSeconds(1));
        impatient.publish(newEvent());
        wire.goSilent(true);
        var event = newEvent();
        assertThat(impatient.publish(event))
                .isInstanceOfSatisfying(
                        Events.Outcome.NotPublished.class,
                        not -> assertThat(not.why()).contains("1 s"));
        assertThat(impatient.publish(event))
                .as("a new connection hears nothing either")
                .isInstanceOf(Events.Outcome.NotPublished.class);

        wire.goSilent(false);
        assertThat(events.publish(event)).isEqualTo(new Events.Outcome.Published());
        assertThat(arrived()).contains(event.eventId());
    }

    @Test
    void behind_a_breaker_a_broker_that_does_not_answer_costs_the_limit_once() {
        var breaker = new CircuitBreaker(events(Duration.ofSeconds(2)), clock);
        wire.goSilent(true);
        assertThat(breaker.publish(newEvent())).isInstanceOf(Events.Outcome.NotPublished.class);
        var tried = wire.connections();
        assertThat(tried).isOne();

        assertThat(IntStream.range(0, 1_000).mapToObj(i -> breaker.publish(newEvent())))
                .hasOnlyElementsOfType(Events.Outcome.NotPublished.class);
        assertThat(wire.connections()).isEqualTo(tried);

        wire.goSilent(false);
        clock.advance(BrokerOutage.PAUSE);
        assertThat(breaker.publish(newEvent())).isEqualTo(new Events.Outcome.Published());
    }

    @Test
    void without_the_exchange_nothing_is_published_and_with_it_again() throws IOException {
        channel.exchangeDelete(Topology.EVENTS);
        assertThat(events.publish(newEvent()))
                .isInstanceOfSatisfying(
                        Events.Outcome.NotPublished.class,
                        not -> assertThat(not.why()).contains("NOT_FOUND"));

        channel.exchangeDeclare(Topology.EVENTS, "topic", true);
        channel.queueBind(queue, Topology.EVENTS, EventType.MESSAGE_RECEIVED.routingKey());
        assertThat(events.publish(newEvent())).isEqualTo(new Events.Outcome.Published());
    }

    @Test
    void a_queue_that_is_full_does_not_take_an_event_and_takes_it_when_there_is_room() throws IOException {
        nobodyListens();
        var full = queue + "-full";
        channel.queueDeclare(full, true, false, false, Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
        channel.queueBind(full, Topology.EVENTS, EventType.MESSAGE_RECEIVED.routingKey());
        try {
            assertThat(events.publish(newEvent())).isEqualTo(new Events.Outcome.Published());
            var waits = newEvent();
            assertThat(events.publish(waits)).isEqualTo(new Events.Outcome.NotTaken("its queue refused it"));
            assertThat(wire.connections()).as("the broker is well").isOne();

            channel.queuePurge(full);
            assertThat(events.publish(waits)).isEqualTo(new Events.Outcome.Published());
        } finally {
            channel.queueDelete(full);
        }
    }

    @Test
    void a_rotated_password_is_looked_up_again() {
        secrets.with("broker", secret("outdated"));
        assertThat(events.publish(newEvent())).isInstanceOf(Events.Outcome.NotPublished.class);

        secrets.with("broker", secret(rabbit.password()));
        assertThat(events.publish(newEvent())).isEqualTo(new Events.Outcome.Published());
        assertThat(secrets.reads()).isEqualTo(2);
    }

    private static String secret(String password) {
        return "{\"username\":\"" + rabbit.username() + "\",\"password\":\"" + password + "\"}";
    }

    private List<GetResponse> taken() {
        try {
            var taken = new ArrayList<GetResponse>();
            for (var one = channel.basicGet(queue, true); one != null; one = channel.basicGet(queue, true)) {
                taken.add(one);
            }
            return taken;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
