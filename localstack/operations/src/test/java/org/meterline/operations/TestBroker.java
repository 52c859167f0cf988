package org.meterline.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.meterline.contracts.Topology;
import org.meterline.engines.junit.RabbitMqExtension;

/** Billing's queues as billing declares them by name, with somebody who listens to each and does nothing. */
public final class TestBroker implements AutoCloseable {

    private final Connection connection;
    private final Channel listening;
    private final Map<String, String> consumers = new HashMap<>();

    TestBroker(RabbitMqExtension rabbit) throws Exception {
        var factory = new ConnectionFactory();
        factory.setHost(rabbit.endpoint().getHost());
        factory.setPort(rabbit.endpoint().getPort());
        factory.setUsername(rabbit.username());
        factory.setPassword(rabbit.password());
        connection = factory.newConnection("test");
        listening = connection.createChannel();
        for (var queue : Topology.QUEUES) {
            listening.queueDeclare(queue.deadLetters(), true, false, false, Map.of());
            for (var wait : Topology.RETRY_LADDER) {
                listening.queueDeclare(queue.waitQueue(wait), true, false, false, Map.of());
            }
            listen(queue.name());
        }
    }

    @Override
    public void close() throws Exception {
        connection.close();
    }

    /** Declares a queue if there is none, and listens to it. */
    public void listen(String queue) throws Exception {
        listening.queueDeclare(queue, true, false, false, Map.of());
        consumers.put(queue, listening.basicConsume(queue, true, (tag, message) -> {}, tag -> {}));
    }

    public void stopListening(String queue) throws Exception {
        listening.basicCancel(Objects.requireNonNull(consumers.remove(queue), queue));
    }

    public void delete(String queue) throws Exception {
        listening.queueDelete(queue);
    }

    public void publish(String queue, Map<String, Object> headers, List<String> bodies) throws Exception {
        var properties = new BasicProperties.Builder().headers(headers).build();
        try (var channel = connection.createChannel()) {
            channel.confirmSelect();
            for (var body : bodies) {
                channel.basicPublish("", queue, properties, body.getBytes(UTF_8));
            }
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    public void empty(String queue) throws Exception {
        try (var channel = connection.createChannel()) {
            channel.queuePurge(queue);
        }
    }
}
