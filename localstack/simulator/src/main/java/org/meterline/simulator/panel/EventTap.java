package org.meterline.simulator.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.Topology;
import org.meterline.simulator.http.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to every event on the broker through a queue that disappears with it, and tells what is not personal. */
public final class EventTap implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventTap.class);
    private static final List<String> TOLD =
            List.of("messageId", "photoId", "meterReading", "confidence", "reason", "status", "errorCode");
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int RETRY_MILLIS = 2_000;
    private static final int PREFETCH = 100;

    private final ConnectionFactory factory = new ConnectionFactory();
    private final Consumer<Map<String, Object>> listener;
    private final Thread thread;
    private volatile boolean listening;

    /** Begins to listen, now or as soon as the broker and its exchange are there. */
    public EventTap(URI endpoint, String username, String password, Consumer<Map<String, Object>> listener) {
        this.listener = listener;
        try {
            factory.setUri(endpoint);
        } catch (GeneralSecurityException nonsense) {
            throw new IllegalArgumentException("not an address of a broker");
        }
        factory.setUsername(username);
        factory.setPassword(password);
        factory.setConnectionTimeout(TIMEOUT_MILLIS);
        factory.setHandshakeTimeout(TIMEOUT_MILLIS);
        factory.setChannelRpcTimeout(TIMEOUT_MILLIS);
        factory.setAutomaticRecoveryEnabled(false);
        thread = Thread.ofVirtual().name("event-tap").start(this::listen);
    }

    public boolean isListening() {
        return listening;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void listen() {
        var complained = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                listenOnce();
                complained = false;
            } catch (IOException | TimeoutException | RuntimeException away) {
                if (!complained) {
                    log.info("no events yet: {}", away.getClass().getSimpleName());
                    complained = true;
                }
            } catch (InterruptedException closing) {
                return;
            }
            listening = false;
            try {
                Thread.sleep(RETRY_MILLIS);
            } catch (InterruptedException closing) {
                return;
            }
        }
    }

    private void listenOnce() throws IOException, TimeoutException, InterruptedException {
        var over = new CountDownLatch(1);
        try (var connection = factory.newConnection("simulator's events panel")) {
            connection.addShutdownListener(cause -> over.countDown());
            var channel = connection.createChannel();
            channel.addShutdownListener(cause -> over.countDown());
            channel.basicQos(PREFETCH);
            var queue = channel.queueDeclare().getQueue();
            channel.queueBind(queue, Topology.EVENTS, "#");
            channel.basicConsume(queue, true, new Telling(channel));
            listening = true;
            over.await();
        }
    }

    private final class Telling extends DefaultConsumer {

        Telling(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
            var event = new LinkedHashMap<String, Object>();
            event.put("type", envelope.getRoutingKey());
            event.put("at", Instant.now().toString());
            if (properties.getHeaders() != null) {
                var source = properties.getHeaders().get(CloudEventHeaders.SOURCE);
                event.put("source", source == null ? "" : source.toString());
            }
            try {
                JsonNode json = Json.MAPPER.readTree(body);
                for (var name : TOLD) {
                    if (json.hasNonNull(name)) {
                        event.put(name, json.get(name));
                    }
                }
            } catch (IOException notJson) {
                event.put("note", "its body is not JSON");
            }
            listener.accept(event);
        }
    }
}
