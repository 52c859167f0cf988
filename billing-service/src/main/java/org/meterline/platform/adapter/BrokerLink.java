package org.meterline.platform.adapter;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to the broker. While the service runs it is opened again whenever it is lost, ever slower, up to 15 s;
 * each time topology, publisher and consumers are set up anew.
 */
@Singleton
final class BrokerLink {

    private static final Logger log = LoggerFactory.getLogger(BrokerLink.class);

    private static final int CONNECT_LIMIT_MILLIS = 5_000;
    private static final int HEARTBEAT_SECONDS = 15;
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(250);
    private static final Duration LAST_BACK_OFF = Duration.ofSeconds(15);

    private final BrokerSettings settings;
    private final RabbitPublisher publisher;
    private final QueueConsumers consumers;
    private final DeadLetterConsumers deadLetters;
    private volatile boolean closing;
    private volatile boolean ready;
    private volatile @Nullable Connection connection;
    private @Nullable Thread keeper;

    BrokerLink(
            BrokerSettings settings,
            RabbitPublisher publisher,
            QueueConsumers consumers,
            DeadLetterConsumers deadLetters) {
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
        var open = connection;
        return ready && open != null && open.isOpen();
    }

    /** How many events wait in each of our queues, those that are in somebody's hands not counted; none while it is down. */
    Map<String, Long> depths() {
        var open = connection;
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
            } catch (IOException | TimeoutException | GeneralSecurityException | RuntimeException failure) {
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

    private void connect(CountDownLatch lost) throws IOException, TimeoutException, GeneralSecurityException {
        var opened = factory().newConnection("billing-service");
        connection = opened;
        opened.addShutdownListener(cause -> lost.countDown());
        try (var channel = opened.createChannel()) {
            BrokerTopology.declare(channel, consumers.queues(), settings.ladderOrDefault());
        }
        publisher.open(opened);
        consumers.consume(opened, lost::countDown);
        deadLetters.consume(opened, consumers.queues(), lost::countDown);
        ready = true;
        log.info("connected to the broker at {}", settings.endpoint().getHost());
    }

    private ConnectionFactory factory() throws GeneralSecurityException {
        var factory = new ConnectionFactory();
        var endpoint = settings.endpoint();
        factory.setHost(endpoint.getHost());
        factory.setUsername(settings.username());
        factory.setPassword(settings.password());
        if (endpoint.getPath() != null && endpoint.getPath().length() > 1) {
            factory.setVirtualHost(endpoint.getPath().substring(1));
        }
        var secure = "amqps".equals(endpoint.getScheme());
        if (secure) {
            factory.useSslProtocol(SSLContext.getDefault());
            factory.enableHostnameVerification();
        }
        var usualPort = secure ? ConnectionFactory.DEFAULT_AMQP_OVER_SSL_PORT : ConnectionFactory.DEFAULT_AMQP_PORT;
        factory.setPort(endpoint.getPort() == -1 ? usualPort : endpoint.getPort());
        factory.setConnectionTimeout(CONNECT_LIMIT_MILLIS);
        factory.setHandshakeTimeout(CONNECT_LIMIT_MILLIS);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setChannelRpcTimeout(CONNECT_LIMIT_MILLIS);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setSharedExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return factory;
    }

    private void abort() {
        ready = false;
        var open = connection;
        connection = null;
        if (open != null) {
            open.abort(CONNECT_LIMIT_MILLIS);
        }
    }
}
