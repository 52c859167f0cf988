package org.meterline.platform.adapter;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.meterline.contracts.Topology;
import org.meterline.platform.QueueListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to the queues and hands each event to a virtual thread; as many at once as the database has connections for. */
@Singleton
final class QueueConsumers {

    private static final Logger log = LoggerFactory.getLogger(QueueConsumers.class);

    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(20);

    private final List<QueueListener> listeners;
    private final EventAttempt attempt;
    private final BrokerSettings settings;
    private final List<Topology.ConsumerQueue> ours;
    private final Semaphore hands;
    private final AtomicInteger inHand = new AtomicInteger();
    private volatile boolean draining;
    private volatile List<Subscription> subscriptions = List.of();

    @Inject
    QueueConsumers(List<QueueListener> listeners, EventAttempt attempt, BrokerSettings settings) {
        this(listeners, attempt, settings, Topology.QUEUES);
    }

    /** For tests, which must not take the dead letters of others. */
    QueueConsumers(
            List<QueueListener> listeners,
            EventAttempt attempt,
            BrokerSettings settings,
            List<Topology.ConsumerQueue> ours) {
        this.listeners = listeners;
        this.attempt = attempt;
        this.settings = settings;
        this.ours = ours;
        hands = new Semaphore(settings.parallel());
    }

    /** Every queue of ours, also one that nobody listens to yet: what is told meanwhile must not be lost. */
    Set<Topology.ConsumerQueue> queues() {
        var queues = new LinkedHashSet<>(ours);
        listeners.forEach(listener -> queues.add(listener.queue()));
        return queues;
    }

    /** Subscribes on a new connection. A channel that dies alone takes the connection with it, so that all begins anew. */
    void consume(Connection connection, Runnable lost) throws IOException {
        var opened = new ArrayList<Subscription>();
        for (var listener : listeners) {
            var channel = connection.createChannel();
            channel.basicQos(settings.prefetch());
            channel.addShutdownListener(cause -> lost.run());
            var tag = channel.basicConsume(
                    listener.queue().name(),
                    false,
                    (consumer, delivery) -> take(listener, channel, delivery),
                    consumer -> lost.run(), // the queue was deleted, or its leader moved
                    (consumer, cause) -> {});
            opened.add(new Subscription(channel, tag));
        }
        subscriptions = opened;
    }

    /** Takes no more events, and waits for those in hand. */
    void drain() {
        draining = true;
        subscriptions.forEach(QueueConsumers::cancel);
        try {
            var limit = System.nanoTime() + DRAIN_LIMIT.toNanos();
            while (inHand.get() > 0 && System.nanoTime() < limit) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(QueueListener listener, Channel channel, Delivery delivery) {
        Thread.ofVirtual().name(listener.queue().name()).start(() -> work(listener, channel, delivery));
    }

    private void work(QueueListener listener, Channel channel, Delivery delivery) {
        try {
            hands.acquire();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        }
        inHand.incrementAndGet();
        try {
            if (!isOver(channel)) {
                settle(channel, delivery, attempt.make(listener, delivery, () -> isOver(channel)));
            }
        } finally {
            inHand.decrementAndGet();
            hands.release();
        }
    }

    /** What a closed channel handed out comes again on the next one. */
    private boolean isOver(Channel channel) {
        return draining || !channel.isOpen();
    }

    /** What is not settled goes back to the queue when the channel closes. */
    private static void settle(Channel channel, Delivery delivery, EventAttempt.Outcome outcome) {
        var tag = delivery.getEnvelope().getDeliveryTag();
        try {
            synchronized (channel) {
                switch (outcome) {
                    case DONE -> channel.basicAck(tag, false);
                    case NOT_DONE -> channel.basicNack(tag, false, true);
                }
            }
        } catch (IOException | ShutdownSignalException closed) {
            log.info("an event was settled after its channel had closed, and comes again");
        }
    }

    private static void cancel(Subscription subscription) {
        try {
            subscription.channel.basicCancel(subscription.tag);
        } catch (IOException | RuntimeException closed) {
            log.debug("a consumer was gone before it was cancelled", closed);
        }
    }

    private record Subscription(Channel channel, String tag) {}
}
