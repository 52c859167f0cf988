package org.meterline.platform.adapter;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.meterline.contracts.Channel;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.Topology;
import org.meterline.platform.DeadLetterKeeper;
import org.meterline.platform.QueueListener;
import org.meterline.platform.ServiceUnderTest;

/** The broker as tests use it: they put events into queues, look into them, and listen with listeners of their own. */
final class Broker {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final ServiceUnderTest service;
    private final BrokerSettings settings;

    Broker(ServiceUnderTest service, List<Duration> ladder) {
        this(service, service.rabbit().endpoint(), ladder);
    }

    private Broker(ServiceUnderTest service, URI endpoint, List<Duration> ladder) {
        this.service = service;
        settings = settings(service, endpoint, ladder, 100);
    }

    private static BrokerSettings settings(ServiceUnderTest service, URI endpoint, List<Duration> ladder, int batch) {
        var rabbit = service.rabbit();
        return new BrokerSettings(
                endpoint,
                rabbit.username(),
                rabbit.password(),
                8,
                4,
                batch,
                Duration.ofMillis(10),
                Duration.ofSeconds(5),
                ladder);
    }

    /** The same broker at the end of a wire. */
    Broker through(Wire wire) {
        var direct = settings.endpoint();
        var path = direct.getPath() == null ? "" : direct.getPath();
        return new Broker(service, URI.create("amqp://127.0.0.1:" + wire.port() + path), settings.ladderOrDefault());
    }

    /** An event that nobody else waits for. */
    static DeliveryReported anEvent() {
        var id = "SM" + UUID.randomUUID().toString().replace("-", "");
        return new DeliveryReported(
                id + "/delivered",
                NOON,
                id,
                null,
                Channel.WHATSAPP,
                "delivered",
                null,
                "AC00000000000000000000000000000001");
    }

    /** Listens as the service does, on a connection of its own, until closed. */
    BrokerLink listen(QueueListener listener, DeadLetterKeeper keeper) {
        return listen(listener, keeper, settings);
    }

    /** The same with at most so many events in a batch. */
    BrokerLink listen(QueueListener listener, DeadLetterKeeper keeper, int batch) {
        return listen(listener, keeper, settings(service, settings.endpoint(), settings.ladderOrDefault(), batch));
    }

    private BrokerLink listen(QueueListener listener, DeadLetterKeeper keeper, BrokerSettings settings) {
        var publisher = new RabbitPublisher(settings);
        var attempt = new EventAttempt(service.bean(EventJson.class), publisher, settings, new SimpleMeterRegistry());
        var deadLetters = new DeadLetterConsumers(new DeadLetterReader(service.bean(EventJson.class)), keeper);
        var consumers = new QueueConsumers(List.of(listener), attempt, settings, List.of());
        var link = new BrokerLink(new AmqpConnections(settings), settings, publisher, consumers, deadLetters);
        link.start();
        ServiceUnderTest.awaitThat("the broker's link", link::isUp);
        return link;
    }

    /** A publisher that has no broker yet. */
    RabbitPublisher unconnectedPublisher() {
        return new RabbitPublisher(settings);
    }

    RabbitPublisher publisherOn(Connection connection) throws IOException {
        var publisher = new RabbitPublisher(settings);
        publisher.open(connection);
        return publisher;
    }

    /** Makes a queue, so that events can wait in it before anybody listens. */
    void declare(Topology.ConsumerQueue queue, List<Duration> ladder) {
        try (var connection = connect();
                var channel = connection.createChannel()) {
            BrokerTopology.declare(channel, Set.of(queue), ladder);
        } catch (IOException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    void put(String queue, Event event) {
        put(
                queue,
                CloudEventHeaders.of(event, "/test", NOON),
                service.bean(EventJson.class).write(event));
    }

    /** Tells it to whoever hears of its type. */
    void publish(Event event) {
        send(
                Topology.EVENTS,
                event.type().routingKey(),
                CloudEventHeaders.of(event, "/test", NOON),
                service.bean(EventJson.class).write(event));
    }

    void put(String queue, Map<String, Object> headers, byte[] body) {
        send("", queue, headers, body);
    }

    private void send(String exchange, String routingKey, Map<String, Object> headers, byte[] body) {
        try (var connection = connect();
                var channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish(
                    exchange,
                    routingKey,
                    true,
                    new BasicProperties.Builder()
                            .headers(new HashMap<>(headers))
                            .build(),
                    body);
            channel.waitForConfirmsOrDie(5_000);
        } catch (IOException | TimeoutException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    Optional<GetResponse> take(String queue) {
        try (var connection = connect();
                var channel = connection.createChannel()) {
            return Optional.ofNullable(channel.basicGet(queue, true));
        } catch (IOException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    /** A queue of a test must not go on collecting other tests' events. */
    void delete(Topology.ConsumerQueue queue, List<Duration> ladder) {
        try (var connection = connect();
                var channel = connection.createChannel()) {
            channel.queueDelete(queue.name());
            channel.queueDelete(queue.deadLetters());
            for (var wait : ladder) {
                channel.queueDelete(queue.waitQueue(wait));
            }
        } catch (IOException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    Connection connect() throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        var endpoint = settings.endpoint();
        factory.setHost(endpoint.getHost());
        factory.setPort(endpoint.getPort());
        if (endpoint.getPath() != null && endpoint.getPath().length() > 1) {
            factory.setVirtualHost(endpoint.getPath().substring(1));
        }
        factory.setUsername(settings.username());
        factory.setPassword(settings.password());
        return factory.newConnection("test");
    }
}
