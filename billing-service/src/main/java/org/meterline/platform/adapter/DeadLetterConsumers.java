package org.meterline.platform.adapter;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Semaphore;
import org.meterline.contracts.Topology;
import org.meterline.platform.DeadLetterKeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves dead letters from the broker to who keeps them: kept first, acknowledged then. What cannot be kept now stays in hand and
 * is tried again. It is never handed back, because a queue drops what comes back too often.
 */
@Singleton
final class DeadLetterConsumers {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterConsumers.class);

    private static final int PREFETCH = 8;
    private static final int PARALLEL = 2; // nobody waits for them
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(30);

    private final DeadLetterReader reader;
    private final DeadLetterKeeper keeper;
    private final Semaphore hands = new Semaphore(PARALLEL);
    private volatile boolean stopping;

    DeadLetterConsumers(DeadLetterReader reader, DeadLetterKeeper keeper) {
        this.reader = reader;
        this.keeper = keeper;
    }

    /** Subscribes on a new connection. */
    void consume(Connection connection, Collection<Topology.ConsumerQueue> queues, Runnable lost) throws IOException {
        for (var queue : queues) {
            var channel = connection.createChannel();
            channel.basicQos(PREFETCH);
            channel.addShutdownListener(cause -> lost.run());
            channel.basicConsume(
                    queue.deadLetters(),
                    false,
                    (consumer, delivery) ->
                            Thread.ofVirtual().name(queue.deadLetters()).start(() -> move(queue, channel, delivery)),
                    consumer -> lost.run(),
                    (consumer, cause) -> {});
        }
    }

    /** Begins with no other letter. What is in hand and not kept goes back when the connection closes. */
    void stop() {
        stopping = true;
    }

    private void move(Topology.ConsumerQueue queue, Channel channel, Delivery delivery) {
        var letter = reader.read(queue, delivery);
        var pause = FIRST_PAUSE;
        try {
            while (!stopping && channel.isOpen()) {
                hands.acquire();
                try {
                    keeper.keep(letter);
                    acknowledge(channel, delivery);
                    return;
                } catch (RuntimeException failure) { // the edge: a letter must outlive its worst keeping
                    log.warn("{} is not kept yet, next attempt in {} ms", letter, pause.toMillis(), failure);
                } finally {
                    hands.release();
                }
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : pause.multipliedBy(2);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void acknowledge(Channel channel, Delivery delivery) {
        try {
            synchronized (channel) {
                channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
            }
        } catch (IOException | ShutdownSignalException closed) {
            log.info("a dead letter was kept after its channel had closed, and comes again");
        }
    }
}
