package org.meterline.ocr;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.Event;
import org.meterline.contracts.Topology;
import org.meterline.tracing.Tag;
import org.meterline.tracing.Tracing;

/**
 * The broker, from a lambda that is frozen between photos: one connection per process, opened when it is needed, opened anew
 * when it was closed or idle, never recovered behind our back. Every step has its share of five seconds.
 */
final class RabbitEvents implements Events {

    private static final String SOURCE = "/ocr-lambda";
    private static final Duration IDLE_MAX = Duration.ofSeconds(30);
    private static final int CONNECT_MILLIS_MAX = 1_500;
    private static final int HANDSHAKE_MILLIS_MAX = 1_500;
    private static final int RPC_MILLIS_MAX = 500; // twice: a channel, and confirms on it
    private static final long CONFIRM_MILLIS_MAX = 1_000;
    private static final int ABORT_MILLIS_MAX = 200;
    private static final int HEARTBEAT_SECONDS = 30; // the broker forgets a frozen lambda after two of them
    private static final int PERSISTENT = 2;

    private final URI endpoint;
    private final Supplier<BrokerLogin> login;
    private final InstantSource clock;
    private final AtomicReference<@Nullable String> returned = new AtomicReference<>();
    private @Nullable Connection connection;
    private @Nullable Channel channel;
    private Instant lastUsed = Instant.MIN;

    RabbitEvents(URI endpoint, Supplier<BrokerLogin> login, InstantSource clock) {
        this.endpoint = endpoint;
        this.login = login;
        this.clock = clock;
    }

    @Override
    public void publish(Event event) {
        Tracing.step("send " + Topology.EVENTS)
                .kind(SpanKind.PRODUCER)
                .about(event.messageId())
                .tag(Tag.MESSAGING_SYSTEM, "rabbitmq")
                .tag(Tag.MESSAGING_OPERATION, "send")
                .tag(Tag.MESSAGING_DESTINATION, Topology.EVENTS)
                .tag(Tag.MESSAGING_ID, event.eventId())
                .run(step -> tell(event));
    }

    private synchronized void tell(Event event) {
        try {
            var open = openChannel();
            returned.set(null);
            open.basicPublish(
                    Topology.EVENTS, event.type().routingKey(), true, properties(event), EventJson.bytes(event));
            var isTaken = open.waitForConfirms(CONFIRM_MILLIS_MAX);
            lastUsed = clock.instant();
            var why = returned.get(); // a return always comes before its confirm
            if (why != null) {
                throw NotTold.refused(event, "no queue takes it: " + why);
            }
            if (!isTaken) {
                throw NotTold.refused(event, "its queue refused it");
            }
        } catch (IOException | TimeoutException | ShutdownSignalException failure) {
            abort();
            throw NotTold.unanswered(event, failure);
        } catch (InterruptedException interrupted) {
            abort();
            Thread.currentThread().interrupt();
            throw NotTold.unanswered(event, interrupted);
        }
    }

    private AMQP.BasicProperties properties(Event event) {
        return new AMQP.BasicProperties.Builder()
                .messageId(event.eventId())
                .contentType(CloudEventHeaders.CONTENT_TYPE)
                .deliveryMode(PERSISTENT)
                .headers(CloudEventHeaders.of(event, SOURCE, clock.instant(), Tracing.traceparent()))
                .build();
    }

    private Channel openChannel() throws IOException, TimeoutException {
        var current = channel;
        if (current != null && current.isOpen() && clock.instant().isBefore(lastUsed.plus(IDLE_MAX))) {
            return current;
        }
        abort();
        var fresh = factory().newConnection("ocr-lambda");
        connection = fresh;
        var opened = fresh.createChannel();
        channel = opened;
        opened.addReturnListener(message -> returned.set(message.getReplyText()));
        opened.confirmSelect();
        return opened;
    }

    private ConnectionFactory factory() {
        var credentials = login.get();
        var factory = new ConnectionFactory();
        var tls = "amqps".equals(endpoint.getScheme());
        factory.setHost(endpoint.getHost());
        factory.setPort(endpoint.getPort() == -1 ? (tls ? 5671 : 5672) : endpoint.getPort());
        factory.setVirtualHost(virtualHost(endpoint.getPath()));
        factory.setUsername(credentials.username());
        factory.setPassword(credentials.password());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setConnectionTimeout(CONNECT_MILLIS_MAX);
        factory.setHandshakeTimeout(HANDSHAKE_MILLIS_MAX);
        factory.setChannelRpcTimeout(RPC_MILLIS_MAX);
        factory.setShutdownTimeout(ABORT_MILLIS_MAX);
        if (tls) {
            checkTheBrokersName(factory);
        }
        return factory;
    }

    /** The client's own default for {@code amqps} trusts every certificate. */
    private static void checkTheBrokersName(ConnectionFactory factory) {
        try {
            factory.useSslProtocol(SSLContext.getDefault());
            factory.enableHostnameVerification();
        } catch (NoSuchAlgorithmException noTls) {
            throw new IllegalStateException("this Java has no TLS", noTls);
        }
    }

    private static String virtualHost(@Nullable String path) {
        return path == null || path.length() <= 1 ? "/" : path.substring(1);
    }

    private void abort() {
        var old = connection;
        connection = null;
        channel = null;
        if (old != null) {
            old.abort(ABORT_MILLIS_MAX);
        }
    }
}
