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
import java.util.function.Consumer;
import org.meterline.contracts.Topology;
import org.meterline.platform.BatchListener;
import org.meterline.platform.QueueListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the queues and hands each event to a virtual thread; as many at once as the database has connections for.
 * Listeners that like batches have lanes, channels of their own whose batches come one after the other, so that one
 * acknowledgement does for all of a batch.
 */
@Singleton
final class QueueConsumers {

    private static final Logger log = LoggerFactory.getLogger(QueueConsumers.class);

    /** So many batches of one queue are in work at once: while one waits for the database, the other is read. */
    private static final int LANES = 2;

    private static final int BATCHES_AT_HAND = 2; // one in work, the next one gathered
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
            if (listener instanceof BatchListener many && settings.batch() > 1) {
                for (var lane = 0; lane < LANES; lane++) {
                    opened.add(consumeBatches(connection, many, lost));
                }
            } else {
                var channel = connection.createChannel();
                channel.basicQos(settings.prefetch());
                opened.add(subscribe(channel, listener, delivery -> take(listener, channel, delivery), lost));
            }
        }
        subscriptions = opened;
    }

    private Subscription consumeBatches(Connection connection, BatchListener listener, Runnable lost)
            throws IOException {
        var channel = connection.createChannel();
        channel.basicQos(BATCHES_AT_HAND * settings.batch());
        var lane = new BatchLane(settings.batch(), settings.gather(), batch -> workTogether(listener, channel, batch));
        return subscribe(channel, listener, lane::take, lost);
    }

    private static Subscription subscribe(
            Channel channel, QueueListener listener, Consumer<Delivery> taker, Runnable lost) throws IOException {
        channel.addShutdownListener(cause -> lost.run());
        var tag = channel.basicConsume(
                listener.queue().name(),
                false,
                (consumer, delivery) -> taker.accept(delivery),
                consumer -> lost.run(), // the queue was deleted, or its leader moved
                (consumer, cause) -> {});
        return new Subscription(channel, tag);
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
        withOneHand(() -> workAlone(listener, channel, delivery));
    }

    private void workAlone(QueueListener listener, Channel channel, Delivery delivery) {
        if (!isOver(channel)) {
            settle(channel, delivery, attempt.make(listener, delivery, () -> isOver(channel)));
        }
    }

    /** What failed before goes alone, so that it spoils no batch a second time. */
    private void workTogether(BatchListener listener, Channel channel, List<Delivery> batch) {
        withOneHand(() -> {
            var untried = new ArrayList<Delivery>();
            for (var delivery : batch) {
                if (DeliveryHeaders.attempt(delivery) == 1) {
                    untried.add(delivery);
                } else {
                    workAlone(listener, channel, delivery);
                }
            }
            if (untried.isEmpty() || isOver(channel)) {
                return;
            }
            if (attempt.makeAll(listener, untried)) {
                acknowledgeUpTo(channel, untried.getLast());
            } else {
                untried.forEach(delivery -> workAlone(listener, channel, delivery));
            }
        });
    }

    private void withOneHand(Runnable work) {
        try {
            hands.acquire();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        }
        inHand.incrementAndGet();
        try {
            work.run();
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

    /** All that the channel handed out so far, which is settled but for one batch. */
    private static void acknowledgeUpTo(Channel channel, Delivery last) {
        try {
            synchronized (channel) {
                channel.basicAck(last.getEnvelope().getDeliveryTag(), true);
            }
        } catch (IOException | ShutdownSignalException closed) {
            log.info("a batch was settled after its channel had closed, and comes again");
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
