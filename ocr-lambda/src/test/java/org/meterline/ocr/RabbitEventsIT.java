package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.Topology;
import org.meterline.engines.junit.RabbitMqExtension;

/** The real broker, and how the lambda keeps its connection to it. */
@Timeout(60)
class RabbitEventsIT implements EventsContract {

    @RegisterExtension
    static final RabbitMqExtension rabbit = new RabbitMqExtension();

    private static final String KIND = "reading.unreadable";

    private final String queue = "rabbit-events-" + UUID.randomUUID();
    private final AtomicInteger logins = new AtomicInteger();
    private Instant now = Instant.parse("2026-11-21T08:15:33Z");
    private final InstantSource clock = () -> now;
    private Connection connection;
    private Channel channel;
    private URI endpoint;
    private RabbitEvents events;

    @BeforeEach
    void bindAQueue() throws Exception {
        var factory = new ConnectionFactory();
        factory.setHost(rabbit.endpoint().getHost());
        factory.setPort(rabbit.endpoint().getPort());
        var path = rabbit.endpoint().getPath();
        factory.setVirtualHost(path.length() > 1 ? path.substring(1) : "/");
        factory.setUsername(rabbit.username());
        factory.setPassword(rabbit.password());
        connection = factory.newConnection();
        channel = connection.createChannel();
        channel.exchangeDeclare(Topology.EVENTS, "topic", true);
        channel.queueDeclare(queue, true, false, false, null);
        channel.queueBind(queue, Topology.EVENTS, KIND);
        channel.queueDeclare(full(), true, false, false, Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
        endpoint = rabbit.endpoint();
        events = events(endpoint);
    }

    @AfterEach
    void unbind() throws Exception {
        channel.queueDelete(queue);
        channel.queueDelete(full());
        connection.close();
    }

    private String full() {
        return queue + "-full";
    }

    /** Another lambda's, when the broker has gone or come back: the endpoint of one stays what it is. */
    @Override
    public Events events() {
        return events;
    }

    @Override
    public void listen(boolean somebody) {
        try {
            if (somebody) {
                channel.queueBind(queue, Topology.EVENTS, KIND);
            } else {
                channel.queueUnbind(queue, Topology.EVENTS, KIND);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void fill(boolean isFull) {
        try {
            if (isFull) {
                listen(false);
                channel.queueBind(full(), Topology.EVENTS, KIND);
                events.publish(EventsContract.newEvent());
            } else {
                channel.queueUnbind(full(), Topology.EVENTS, KIND);
                listen(true);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void goAway(boolean away) {
        try (var nobody = new ServerSocket(0)) {
            var gone = URI.create("amqp://127.0.0.1:" + nobody.getLocalPort());
            events = events(away ? gone : endpoint);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public List<String> arrived() {
        try {
            var arrived = new ArrayList<String>();
            for (var next = channel.basicGet(queue, true); next != null; next = channel.basicGet(queue, true)) {
                arrived.add(next.getProps().getMessageId());
            }
            return arrived;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void one_connection_serves_while_it_is_used_and_is_replaced_when_it_was_idle() throws Exception {
        events.publish(EventsContract.newEvent());
        now = now.plus(Duration.ofSeconds(29));
        events.publish(EventsContract.newEvent());
        assertThat(logins).hasValue(1);

        now = now.plus(Duration.ofSeconds(31));
        events.publish(EventsContract.newEvent());
        assertThat(logins).hasValue(2);
        assertThat(channel.messageCount(queue)).isEqualTo(3);
    }

    @Test
    @Timeout(15)
    void a_broker_that_accepts_and_says_nothing_does_not_hold_the_lambda() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var events = events(URI.create("amqp://127.0.0.1:" + silent.getLocalPort()));

            assertThatThrownBy(() -> events.publish(EventsContract.newEvent())).isInstanceOf(Events.NotTold.class);
        }
    }

    private RabbitEvents events(URI endpoint) {
        return new RabbitEvents(
                endpoint,
                () -> {
                    logins.incrementAndGet();
                    return new BrokerLogin(rabbit.username(), rabbit.password());
                },
                clock);
    }
}
