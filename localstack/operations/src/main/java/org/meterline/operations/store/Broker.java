package org.meterline.operations.store;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.operations.deployment.Login;
import org.meterline.operations.deployment.OutOfReach;

/** The broker's queues, seen over AMQP. */
public final class Broker implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;

    private final Connection connection;

    /** What a queue holds that nobody has in hand, and how many listen to it. */
    public record Depth(long messages, long consumers) {}

    /**
     * A message as text.
     *
     * @param headers all that goes with the body: headers, properties, routing key
     * @param type what kind of event it says it is; null when it does not say
     */
    public record Peeked(String headers, @Nullable String type, String body) {
        @Override
        public String toString() {
            return "Peeked";
        }
    }

    private Broker(Connection connection) {
        this.connection = connection;
    }

    public static Broker at(Login login) {
        var factory = new ConnectionFactory();
        factory.setConnectionTimeout(PATIENCE_MILLIS);
        factory.setHandshakeTimeout(PATIENCE_MILLIS);
        factory.setChannelRpcTimeout(PATIENCE_MILLIS);
        factory.setAutomaticRecoveryEnabled(false);
        try {
            var address = URI.create(login.url());
            factory.setHost(address.getHost());
            factory.setPort(address.getPort());
            if (address.getPath() != null && address.getPath().length() > 1) {
                factory.setVirtualHost(address.getPath().substring(1));
            }
            if ("amqps".equals(address.getScheme())) {
                factory.useSslProtocol(SSLContext.getDefault());
                factory.enableHostnameVerification();
            }
            factory.setUsername(login.user());
            factory.setPassword(login.password());
            return new Broker(factory.newConnection("meterline operations"));
        } catch (IOException | TimeoutException | NoSuchAlgorithmException failure) {
            throw new OutOfReach("the broker cannot be reached: " + MessageRecords.kindOf(failure), failure);
        }
    }

    /** Empty for a queue that nobody declared. */
    public Optional<Depth> depth(String queue) {
        try (var channel = connection.createChannel()) {
            var declared = channel.queueDeclarePassive(queue);
            return Optional.of(new Depth(declared.getMessageCount(), declared.getConsumerCount()));
        } catch (IOException none) {
            if (connection.isOpen()) {
                return Optional.empty();
            }
            throw new OutOfReach("the broker went away: " + MessageRecords.kindOf(none), none);
        } catch (TimeoutException slow) {
            throw new OutOfReach("the broker does not answer", slow);
        }
    }

    /**
     * Shows the messages of a queue to a reader, one at a time, and puts them back at the end. The broker counts that as a
     * delivery of each.
     *
     * @param max how many at most; meanwhile nobody else gets them
     */
    public void peek(String queue, long max, Consumer<Peeked> reader) {
        try (var channel = connection.createChannel()) {
            for (var seen = 0L; seen < max; seen++) {
                var message = channel.basicGet(queue, false);
                if (message == null) {
                    break;
                }
                reader.accept(peeked(message));
            }
            channel.basicNack(0, true, true);
        } catch (IOException failure) {
            throw new OutOfReach("the queue " + queue + " cannot be read: " + MessageRecords.kindOf(failure), failure);
        } catch (TimeoutException slow) {
            throw new OutOfReach("the broker does not answer", slow);
        }
    }

    private static Peeked peeked(GetResponse message) {
        var headers = message.getProps().getHeaders();
        var type = headers == null ? null : headers.get(CloudEventHeaders.TYPE);
        return new Peeked(
                message.getProps() + " " + message.getEnvelope().getRoutingKey(),
                type == null ? null : type.toString(),
                new String(message.getBody(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        connection.abort(PATIENCE_MILLIS);
    }
}
