package org.meterline.stack.bench;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.Event;
import org.meterline.engines.RabbitMq;

/** Whoever tells billing: publishes events with confirm, as many as there are or at a steady pace. */
final class Feed implements AutoCloseable {

    private static final int WINDOW = 500;
    private static final long CONFIRM_LIMIT_MILLIS = 60_000;
    private static final int PERSISTENT = 2;

    private final Connection connection;
    private final Channel channel;

    Feed(RabbitMq rabbit) {
        try {
            connection = connection(rabbit);
            channel = connection.createChannel();
            channel.confirmSelect();
        } catch (IOException | TimeoutException failure) {
            throw new IllegalStateException("no connection to the broker", failure);
        }
    }

    static Connection connection(RabbitMq rabbit) throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost(rabbit.endpoint().getHost());
        factory.setPort(rabbit.endpoint().getPort());
        factory.setUsername(rabbit.username());
        factory.setPassword(rabbit.password());
        return factory.newConnection("bench");
    }

    static BasicProperties properties(Event event) {
        return new BasicProperties.Builder()
                .contentType(CloudEventHeaders.CONTENT_TYPE)
                .deliveryMode(PERSISTENT)
                .messageId(event.eventId())
                .headers(CloudEventHeaders.of(event, "/bench", event.receivedAt()))
                .build();
    }

    /** Puts all of them into the work's queue, from a number on. */
    void put(Work work, int from, int count) {
        for (var number = from; number < from + count; number++) {
            put(work, number);
            if (number % WINDOW == 0) {
                awaitConfirms();
            }
        }
        awaitConfirms();
    }

    /** Puts so many a second into the work's queue, each at its time whatever becomes of the others. */
    void putSteadily(Work work, int count, int perSecond) {
        var begin = System.nanoTime();
        for (var number = 1; number <= count; number++) {
            var due = begin + Duration.ofSeconds(1).toNanos() / perSecond * number;
            for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            put(work, number);
        }
        awaitConfirms();
    }

    private void put(Work work, int number) {
        var event = work.event(number, Instant.now());
        try {
            channel.basicPublish("", work.queue().name(), properties(event), Work.json(event));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void awaitConfirms() {
        try {
            channel.waitForConfirmsOrDie(CONFIRM_LIMIT_MILLIS);
        } catch (IOException | TimeoutException failure) {
            throw new IllegalStateException("the broker did not confirm", failure);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        }
    }

    @Override
    public void close() {
        connection.abort();
    }
}
