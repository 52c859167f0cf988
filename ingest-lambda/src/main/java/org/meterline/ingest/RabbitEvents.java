package org.meterline.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.Event;
import org.meterline.contracts.Topology;
import org.meterline.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker, as a lambda that is frozen between requests can use it: one connection for the process, opened when first needed,
 * replaced when it is closed, blocked, slow or was idle for 30 s (heartbeats stood still with us), never recovered by itself. An
 * event is published when it is confirmed and was not returned, within a time limit for everything.
 */
final class RabbitEvents implements Events {

    private static final Logger log = LoggerFactory.getLogger(RabbitEvents.class);
    private static final String SOURCE = "/ingest-lambda";
    private static final Duration IDLE_MAX = Duration.ofSeconds(30);
    private static final int HEARTBEAT_SECONDS = 30; // the broker forgets a frozen lambda after two of them
    private static final int PERSISTENT = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI endpoint;
    private final Secrets secrets;
    private final String secretId;
    private final InstantSource clock;
    private final Duration limit;
    private final ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock opening = new ReentrantLock();
    private final AtomicReference<@Nullable ConfirmedChannel> current = new AtomicReference<>();
    private volatile @Nullable Login login;

    private record Login(String username, String password) {
        @Override
        public String toString() {
            return username;
        }
    }

    RabbitEvents(URI endpoint, Secrets secrets, String secretId, InstantSource clock, Duration limit) {
        this.endpoint = endpoint;
        this.secrets = secrets;
        this.secretId = secretId;
        this.clock = clock;
        this.limit = limit;
    }

    @Override
    public Outcome publish(Event event) {
        var deadline = Deadline.in(limit);
        try {
            return published(event, deadline);
        } catch (ExecutionException failure) {
            return new Outcome.NotPublished(rootOf(failure).toString());
        } catch (TimeoutException slow) {
            return new Outcome.NotPublished("not confirmed within " + limit.toSeconds() + " s");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome.NotPublished("interrupted");
        }
    }

    private Outcome published(Event event, Deadline deadline)
            throws ExecutionException, TimeoutException, InterruptedException {
        var kept = current.get();
        if (kept != null && isFit(kept)) {
            try {
                return confirmed(kept, event, deadline);
            } catch (ExecutionException ended) {
                // the broker went away while nobody looked: once more, on a connection that is new
                log.info(
                        "the connection to the broker is replaced: {}",
                        rootOf(ended).toString());
            }
        }
        return confirmed(within(deadline, this::reopened), event, deadline);
    }

    private Outcome confirmed(ConfirmedChannel channel, Event event, Deadline deadline)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            var properties = propertiesOf(event);
            return within(
                    deadline,
                    () -> channel.publish(
                                    Topology.EVENTS, event.type().routingKey(), properties, EventJson.write(event))
                            .get());
        } catch (ExecutionException | TimeoutException | InterruptedException failure) {
            current.compareAndSet(channel, null);
            channel.abandon();
            throw failure;
        }
    }

    private ConfirmedChannel reopened() throws Exception {
        opening.lockInterruptibly();
        try {
            var old = current.get();
            if (old != null && isFit(old)) {
                return old; // somebody was faster
            }
            if (old != null) {
                old.abandon();
            }
            var opened = ConfirmedChannel.open(factory(), "ingest-lambda", clock);
            current.set(opened);
            return opened;
        } catch (AuthenticationFailureException rotated) {
            login = null;
            throw rotated;
        } finally {
            opening.unlock();
        }
    }

    private boolean isFit(ConfirmedChannel channel) {
        return channel.isUsable() && channel.usedAt().plus(IDLE_MAX).isAfter(clock.instant());
    }

    private ConnectionFactory factory() throws NoSuchAlgorithmException {
        var factory = new ConnectionFactory();
        factory.setHost(endpoint.getHost());
        if (endpoint.getScheme().equals("amqps")) {
            factory.useSslProtocol(SSLContext.getDefault());
            factory.enableHostnameVerification();
        }
        factory.setPort(endpoint.getPort() >= 0 ? endpoint.getPort() : ConnectionFactory.USE_DEFAULT_PORT);
        var path = endpoint.getPath() == null ? "" : endpoint.getPath();
        factory.setVirtualHost(path.length() > 1 ? path.substring(1) : "/");
        var who = login();
        factory.setUsername(who.username());
        factory.setPassword(who.password());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        var stepMillis = (int) limit.toMillis();
        factory.setConnectionTimeout(stepMillis);
        factory.setHandshakeTimeout(stepMillis);
        factory.setChannelRpcTimeout(stepMillis);
        factory.setThreadFactory(Thread.ofPlatform().daemon().name("broker-", 0).factory());
        return factory;
    }

    private Login login() {
        var known = login;
        if (known == null) {
            known = parse(secrets.read(secretId));
            login = known;
        }
        return known;
    }

    private static Login parse(String secret) {
        try {
            return JSON.readValue(secret, Login.class);
        } catch (JsonProcessingException quotesTheSecret) {
            throw new IllegalStateException("the broker's secret is not {\"username\",\"password\"}");
        }
    }

    private AMQP.BasicProperties propertiesOf(Event event) {
        var now = clock.instant();
        return new AMQP.BasicProperties.Builder()
                .messageId(event.eventId())
                .type(event.type().cloudEventType())
                .contentType(CloudEventHeaders.CONTENT_TYPE)
                .deliveryMode(PERSISTENT)
                .timestamp(Date.from(now))
                .headers(CloudEventHeaders.of(event, SOURCE, now, Tracing.traceparent()))
                .build();
    }

    /** A step that is cut off when the time is up; sockets in virtual threads close when they are interrupted. */
    private <T> T within(Deadline deadline, Callable<T> step)
            throws ExecutionException, TimeoutException, InterruptedException {
        var running = steps.submit(step);
        try {
            return running.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            running.cancel(true);
        }
    }

    /** What really happened: the client wraps it into exceptions that say nothing. */
    private static Throwable rootOf(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
