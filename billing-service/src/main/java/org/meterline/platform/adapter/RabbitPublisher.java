package org.meterline.platform.adapter;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.platform.DependencyDown;

/** Publishes with confirm and {@code mandatory}: what was not taken into a queue has not been published. */
@Singleton
final class RabbitPublisher {

    private static final int PERSISTENT = 2;

    private final long confirmTimeoutMillis;
    private volatile @Nullable ConfirmingChannel channel;

    RabbitPublisher(BrokerSettings settings) {
        confirmTimeoutMillis = settings.confirmTimeout().toMillis();
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
        channel = new ConfirmingChannel(connection);
    }

    /** Sends without waiting; hand the answer to {@link #await}. */
    CompletableFuture<Void> publish(String exchange, String routingKey, BasicProperties properties, byte[] body) {
        var open = channel;
        return open == null
                ? CompletableFuture.failedFuture(new IOException("no connection yet"))
                : open.publish(exchange, routingKey, properties, body);
    }

    /** Returns when the broker has the message; a broker under alarm never says so, hence the limit. */
    void await(CompletableFuture<Void> confirm) {
        try {
            confirm.get(confirmTimeoutMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new DependencyDown("the broker", failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DependencyDown("the broker", stopped);
        }
    }
}
