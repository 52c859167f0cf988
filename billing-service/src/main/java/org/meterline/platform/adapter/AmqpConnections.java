package org.meterline.platform.adapter;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** Connections over AMQP as the settings say, with a limit on every wait. */
@Singleton
final class AmqpConnections implements BrokerConnections {

    private static final int CONNECT_LIMIT_MILLIS = 5_000;
    private static final int HEARTBEAT_SECONDS = 15;

    private final BrokerSettings settings;

    AmqpConnections(BrokerSettings settings) {
        this.settings = settings;
    }

    @Override
    public Connection open(String name) throws IOException, TimeoutException {
        return factory().newConnection(name);
    }

    private ConnectionFactory factory() throws IOException {
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
            secure(factory);
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

    private static void secure(ConnectionFactory factory) throws IOException {
        try {
            factory.useSslProtocol(SSLContext.getDefault());
            factory.enableHostnameVerification();
        } catch (NoSuchAlgorithmException without) {
            throw new IOException("this JVM has no TLS", without);
        }
    }
}
