package org.meterline.platform.adapter;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two connections to the broker: one listens, one publishes, because a broker under alarm reads no more from who publishes,
 * and acknowledgements must go on. While the service runs they are opened again whenever one is lost, ever slower, up to 15 s; each
 * time topology, publisher and consumers are set up anew.
 */
@Singleton
final class BrokerLink {

    private static final Logger log = LoggerFactory.getLogger(BrokerLink.class);

    private static final int CLOSE_LIMIT_MILLIS = 5_000;
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(250);
    private static final Duration LAST_BACK_OFF = Duration.ofSeconds(15);

    private final BrokerConnections connections;
    private final BrokerSettings settings;
    private final RabbitPublisher publisher;
    private final QueueConsumers consumers;
    private final DeadLetterConsumers deadLetters;
    private volatile boolean closing;
    private volatile boolean ready;
    private volatile @Nullable Connection listening;
    private volatile @Nullable Connection publishing;
    private @Nullable Thread keeper;

    BrokerLink(
            BrokerConnections connections,
            BrokerSettings settings,
            RabbitPublisher publisher,
            QueueConsumers consumers,
            DeadLetterConsumers deadLetters) {
        this.connections = connections;
        this.settings = settings;
        this.publisher = publisher;
        this.consumers = consumers;
        this.deadLetters = deadLetters;
    }

    @EventListener
    void started(ServerStartupEvent event) {
        start();
    }

    synchronized void start() {
        if (keeper == null) {
            keeper = Thread.ofVirtual().name("broker link").start(this::keep);
        }
    }

    /** Before other beans go: what is in hand still needs them. */
    @EventListener
    void stopping(ShutdownEvent event) {
        close();
    }

    /** Whether events can come and go: connected, declared and subscribed. */
    boolean isUp() {
        return ready && isOpen(listening) && isOpen(publishing);
    }

    private static boolean isOpen(@Nullable Connection connection) {
        return connection != null && connection.isOpen();
    }

    /** How many events wait in each of our queues, those that are in somebody's hands not counted; none while it is down. */
    Map<String, Long> depths() {
        var open = listening;
        if (open == null || !isUp()) {
            return Map.of();
        }
        var depths = new HashMap<String, Long>();
        try (var channel = open.createChannel()) {
            for (var queue : BrokerTopology.names(consumers.queues(), settings.ladderOrDefault())) {
                depths.put(queue, channel.messageCount(queue));
            }
            return depths;
        } catch (IOException | TimeoutException | ShutdownSignalException lost) {
            return Map.of();
        }
    }

    @PreDestroy
    synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        deadLetters.stop();
        consumers.drain();
        abort();
        if (keeper != null) {
            keeper.interrupt();
        }
    }

    private void keep() {
        var backOff = FIRST_BACK_OFF;
        while (!closing) {
            try {
                var lost = new CountDownLatch(1);
                connect(lost);
                backOff = FIRST_BACK_OFF;
                lost.await();
                log.warn("the broker's connection is lost");
            } catch (IOException | TimeoutException | RuntimeException failure) {
                log.warn(
                        "no connection to the broker, next attempt in {} ms: {}",
                        backOff.toMillis(),
                        failure.toString());
            } catch (InterruptedException stopped) {
                break;
            }
            abort();
            try {
                Thread.sleep(backOff);
            } catch (InterruptedException stopped) {
                break;
            }
            backOff = backOff.multipliedBy(2).compareTo(LAST_BACK_OFF) > 0 ? LAST_BACK_OFF : backOff.multipliedBy(2);
        }
    }

    private void connect(CountDownLatch lost) throws IOException, TimeoutException {
        var listener = connections.open("billing-service listens");
        listening = listener;
        listener.addShutdownListener(cause -> lost.countDown());
        try (var channel = listener.createChannel()) {
            BrokerTopology.declare(channel, consumers.queues(), settings.ladderOrDefault());
        }
        var speaker = connections.open("billing-service publishes");
        publishing = speaker;
        speaker.addShutdownListener(cause -> lost.countDown());
        publisher.open(speaker);
        consumers.consume(listener, lost::countDown);
        deadLetters.consume(listener, consumers.queues(), lost::countDown);
        ready = true;
        log.info("connected to the broker at {}", settings.endpoint().getHost());
    }

    private void abort() {
        ready = false;
        abort(listening); // with all that was acknowledged
        listening = null;
        abort(publishing);
        publishing = null;
    }

    private static void abort(@Nullable Connection connection) {
        if (connection != null) {
            connection.abort(CLOSE_LIMIT_MILLIS);
        }
    }
}
