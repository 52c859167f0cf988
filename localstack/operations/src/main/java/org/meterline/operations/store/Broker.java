package org.meterline.operations.store;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.meterline.operations.deployment.Login;
import org.meterline.operations.deployment.OutOfReach;

/** The broker's queues, seen over AMQP. */
public final class Broker implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;

    private final Connection connection;

    /** What a queue holds that nobody has in hand, and how many listen to it. */
    public record Depth(long messages, long consumers) {}

    /** A message as text. */
    public record Peeked(String headers, String body) {
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
     * The first messages of a queue, which are put back at once. The broker counts that as a delivery of each.
     *
     * @param max how many at most
     */
    public List<Peeked> peek(String queue, int max) {
        var peeked = new ArrayList<Peeked>();
        try (var channel = connection.createChannel()) {
            for (var message = channel.basicGet(queue, false);
                    message != null;
                    message = peeked.size() < max ? channel.basicGet(queue, false) : null) {
                peeked.add(new Peeked(
                        String.valueOf(message.getProps().getHeaders()),
                        new String(message.getBody(), StandardCharsets.UTF_8)));
            }
            channel.basicNack(0, true, true);
            return peeked;
        } catch (IOException failure) {
            throw new OutOfReach("the queue " + queue + " cannot be read: " + MessageRecords.kindOf(failure), failure);
        } catch (TimeoutException slow) {
            throw new OutOfReach("the broker does not answer", slow);
        }
    }

    @Override
    public void close() {
        connection.abort(PATIENCE_MILLIS);
    }
}
