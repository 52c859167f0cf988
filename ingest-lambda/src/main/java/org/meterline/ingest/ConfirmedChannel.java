package org.meterline.ingest;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One connection to the broker with one channel in confirm mode. Any number of messages may wait for their confirms; when the
 * connection or channel ends, all of them fail at once. It is never repaired, only replaced.
 */
final class ConfirmedChannel {

    private static final int GOODBYE_MILLIS = 500;

    private final Connection connection;
    private final Socket socket;
    private final Channel channel;
    private final NavigableMap<Long, Waiting> waiting = new ConcurrentSkipListMap<>();
    private final InstantSource clock;
    private volatile Instant usedAt;
    private volatile boolean blocked;

    private record Waiting(String messageId, CompletableFuture<Events.Outcome> outcome) {}

    private ConfirmedChannel(Connection connection, Socket socket, InstantSource clock) throws IOException {
        this.clock = clock;
        this.usedAt = clock.instant();
        this.connection = connection;
        this.socket = socket;
        this.channel = connection.createChannel();
    }

    /** Connects; the factory's own timeouts bound it. */
    static ConfirmedChannel open(ConnectionFactory factory, String name, InstantSource clock)
            throws IOException, TimeoutException {
        var socket = new AtomicReference<>(new Socket());
        // after the factory's own, which is what verifies the broker's host name
        factory.setSocketConfigurator(factory.getSocketConfigurator().andThen(socket::set));
        var connection = factory.newConnection(name);
        try {
            var confirmed = new ConfirmedChannel(connection, socket.get(), clock);
            confirmed.listen();
            return confirmed;
        } catch (IOException | RuntimeException failure) {
            connection.abort(GOODBYE_MILLIS);
            throw failure;
        }
    }

    private void listen() throws IOException {
        connection.addShutdownListener(this::failAll);
        channel.addShutdownListener(this::failAll); // a missing exchange ends the channel alone
        connection.addBlockedListener(new BlockedListener() {
            @Override
            public void handleBlocked(String reason) {
                blocked = true;
            }

            @Override
            public void handleUnblocked() {
                blocked = false;
            }
        });
        channel.addReturnListener(returned -> {
            // comes before the confirm of the same message, which says no more than that the broker has seen it
            var messageId = returned.getProperties().getMessageId();
            waiting.values().stream()
                    .filter(one -> one.messageId().equals(messageId))
                    .forEach(one -> one.outcome().complete(new Events.Outcome.NotTaken("no queue wants it")));
        });
        channel.addConfirmListener(
                (number, multiple) -> settle(number, multiple, new Events.Outcome.Published()),
                (number, multiple) -> settle(number, multiple, new Events.Outcome.NotTaken("its queue refused it")));
        channel.confirmSelect();
    }

    /** When it last published, by the wall clock: others may stand still while a lambda is frozen. */
    Instant usedAt() {
        return usedAt;
    }

    boolean isUsable() {
        return channel.isOpen() && connection.isOpen() && !blocked;
    }

    /** Sends a message that must reach a queue; the outcome comes with its confirm. */
    CompletableFuture<Events.Outcome> publish(
            String exchange, String routingKey, AMQP.BasicProperties properties, byte[] body) throws IOException {
        usedAt = clock.instant();
        var outcome = new CompletableFuture<Events.Outcome>();
        synchronized (channel) { // number and sending belong together
            waiting.put(channel.getNextPublishSeqNo(), new Waiting(properties.getMessageId(), outcome));
            channel.basicPublish(exchange, routingKey, true, properties, body);
        }
        if (!channel.isOpen()) { // it may have ended between the two, and told nobody of this one
            failAll(channel.getCloseReason());
        }
        return outcome;
    }

    /** Ends it without waiting for anybody: politely if the broker listens, and by closing the socket in any case. */
    void abandon() {
        Thread.startVirtualThread(() -> {
            var goodbye = Thread.startVirtualThread(() -> connection.abort(GOODBYE_MILLIS));
            try (socket) {
                goodbye.join(Duration.ofMillis(2L * GOODBYE_MILLIS));
            } catch (InterruptedException | IOException over) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void settle(long number, boolean multiple, Events.Outcome outcome) {
        var settled = multiple ? waiting.headMap(number, true) : waiting.subMap(number, true, number, true);
        settled.values().forEach(one -> one.outcome().complete(outcome));
        settled.clear();
    }

    private void failAll(ShutdownSignalException reason) {
        waiting.values().forEach(one -> one.outcome().completeExceptionally(reason));
        waiting.clear();
    }
}
