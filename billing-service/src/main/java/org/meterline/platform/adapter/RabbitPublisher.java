package org.meterline.platform.adapter;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.platform.DependencyDown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes with confirm and {@code mandatory}: what was not taken into a queue has not been published. To a broker that says that
 * it is blocked nothing is sent: it would neither confirm nor refuse, and take all of it, again and again, when it is well.
 */
@Singleton
final class RabbitPublisher {

    private static final int PERSISTENT = 2;

    private static final Logger log = LoggerFactory.getLogger(RabbitPublisher.class);

    private final Duration confirmTimeout;
    private volatile @Nullable ConfirmingChannel channel;
    private volatile boolean blocked;

    RabbitPublisher(BrokerSettings settings) {
        confirmTimeout = settings.confirmTimeout();
    }

    /** Whether the broker takes nothing for now, because its disk or its memory is full. */
    boolean isBlocked() {
        return blocked;
    }

    /** The properties of a message that survives the broker's restart. */
    static BasicProperties persistent(@Nullable String messageId, Map<String, Object> headers) {
        return new BasicProperties.Builder()
                .contentType(CloudEventHeaders.CONTENT_TYPE)
                .deliveryMode(PERSISTENT)
                .messageId(messageId)
                .headers(headers)
                .build();
    }

    /** Uses a new connection from now on. What an old one left unconfirmed fails with that one. */
    void open(Connection connection) throws IOException {
        blocked = false;
        connection.addBlockedListener(
                reason -> {
                    log.error("the broker takes nothing until it is well again: {}", reason);
                    blocked = true;
                },
                () -> {
                    log.info("the broker takes events again");
                    blocked = false;
                });
        channel = new ConfirmingChannel(connection);
    }

    /** Sends without waiting; hand the answer to {@link #await}. */
    CompletableFuture<Void> publish(String exchange, String routingKey, BasicProperties properties, byte[] body) {
        var open = channel;
        if (open == null || blocked) {
            return CompletableFuture.failedFuture(new IOException(blocked ? "it is blocked" : "no connection yet"));
        }
        return open.publish(exchange, routingKey, properties, body);
    }

    /** Returns when the broker has the message; a broker under alarm never says so, hence the limit. */
    void await(CompletableFuture<Void> confirm) {
        var failure = awaitAll(List.of(confirm)).getFirst();
        if (failure.isPresent()) {
            throw new DependencyDown("the broker", failure.get());
        }
    }

    /** Why each message did not arrive, empty for those that did. All of them together wait no longer than one would. */
    List<Optional<Exception>> awaitAll(List<CompletableFuture<Void>> confirms) {
        var limit = System.nanoTime() + confirmTimeout.toNanos();
        return confirms.stream()
                .map(confirm -> failureOf(confirm, limit - System.nanoTime()))
                .toList();
    }

    /** Whether a message did not arrive because of the broker, and no other would have either. */
    static boolean isOutOfReach(Exception failure) {
        return !(failure instanceof ExecutionException refused
                && refused.getCause() instanceof ConfirmingChannel.NotTaken);
    }

    private static Optional<Exception> failureOf(CompletableFuture<Void> confirm, long waitNanos) {
        try {
            confirm.get(Math.max(0, waitNanos), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (TimeoutException silence) {
            confirm.cancel(false); // forgets it
            return Optional.of(silence);
        } catch (ExecutionException | CancellationException failure) {
            return Optional.of(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of(stopped);
        }
    }
}
