package org.meterline.engines;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A RabbitMQ that somebody else runs, named by {@code RABBITMQ_URL} ({@code amqp://user:password@host:port/vhost}). */
final class ForeignBroker implements Broker {

    private static final int AMQP_PORT = 5672;
    private static final int AMQPS_PORT = 5671;
    private static final String GUEST = "guest";

    private final URI endpoint;
    private final String username;
    private final String password;

    ForeignBroker(String url) {
        try {
            var given = new URI(url);
            var credentials = given.getRawUserInfo() == null ? GUEST + ":" + GUEST : given.getRawUserInfo();
            int colon = credentials.indexOf(':');
            username = decoded(colon < 0 ? credentials : credentials.substring(0, colon));
            password = colon < 0 ? "" : decoded(credentials.substring(colon + 1));
            int port = given.getPort() > 0 ? given.getPort() : defaultPort(given);
            endpoint = new URI(given.getScheme(), null, given.getHost(), port, given.getPath(), null, null);
        } catch (URISyntaxException | NullPointerException malformed) {
            // without the URL itself: it carries a password
            throw new EngineException("RABBITMQ_URL is not of the form amqp://user:password@host:port/vhost");
        }
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public String username() {
        return username;
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public void start() {
        if (!isReady()) {
            throw new EngineException("nothing answers at RABBITMQ_URL (" + endpoint + ")");
        }
    }

    @Override
    public boolean isReady() {
        return AmqpDoor.isOpen(endpoint);
    }

    @Override
    public void kill() {
        throw new EngineException("the broker at RABBITMQ_URL is not ours to kill");
    }

    @Override
    public void erase() {
        // not ours
    }

    @Override
    public void stop() {
        // not ours
    }

    private static int defaultPort(URI given) {
        return "amqps".equals(given.getScheme()) ? AMQPS_PORT : AMQP_PORT;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
