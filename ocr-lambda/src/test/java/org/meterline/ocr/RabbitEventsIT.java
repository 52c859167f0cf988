package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.Event;
import org.meterline.contracts.Topology;
import org.meterline.contracts.UnreadableReason;
import org.meterline.engines.junit.RabbitMqExtension;

/** How the lambda keeps its connection to a real broker. */
@Timeout(60)
class RabbitEventsIT {

    @RegisterExtension
    static final RabbitMqExtension rabbit = new RabbitMqExtension();

    private final String queue = "rabbit-events-" + UUID.randomUUID();
    private final AtomicInteger logins = new AtomicInteger();
    private Instant now = Instant.parse("2026-11-21T08:15:33Z");
    private final InstantSource clock = () -> now;
    private Connection connection;
    private Channel channel;

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
        channel.queueBind(queue, Topology.EVENTS, "reading.unreadable");
    }

    @AfterEach
    void unbind() throws Exception {
        channel.queueDelete(queue);
        connection.close();
    }

    @Test
    void one_connection_serves_while_it_is_used_and_is_replaced_when_it_was_idle() throws Exception {
        var events = events(rabbit.endpoint());

        events.publish(event());
        now = now.plus(Duration.ofSeconds(29));
        events.publish(event());
        assertThat(logins).hasValue(1);

        now = now.plus(Duration.ofSeconds(31));
        events.publish(event());
        assertThat(logins).hasValue(2);
        assertThat(channel.messageCount(queue)).isEqualTo(3);
    }

    @Test
    void an_event_that_no_queue_takes_is_not_published_and_the_next_one_is() throws Exception {
        var events = events(rabbit.endpoint());
        channel.queueUnbind(queue, Topology.EVENTS, "reading.unreadable");
        assertThatThrownBy(() -> events.publish(event())).isInstanceOf(IllegalStateException.class);

        channel.queueBind(queue, Topology.EVENTS, "reading.unreadable");
        events.publish(event());

        assertThat(channel.messageCount(queue)).isEqualTo(1);
    }

    @Test
    @Timeout(15)
    void a_broker_that_accepts_and_says_nothing_does_not_hold_the_lambda() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var events = events(URI.create("amqp://127.0.0.1:" + silent.getLocalPort()));

            assertThatThrownBy(() -> events.publish(event())).isInstanceOf(IllegalStateException.class);
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

    private static Event event() {
        return MessagesContract.result(MessagesContract.freshPhoto(), UnreadableReason.BLUR)
                .event();
    }
}
