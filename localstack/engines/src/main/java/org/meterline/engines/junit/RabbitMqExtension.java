package org.meterline.engines.junit;

import java.net.URI;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.meterline.engines.RabbitMq;

/** RabbitMQ for tests: one broker per JVM, empty at first. Tests that must not meet use names of their own. */
public final class RabbitMqExtension implements BeforeAllCallback {

    private static final SharedEngine<RabbitMq> SHARED =
            new SharedEngine<>("rabbitmq", directory -> RabbitMq.in(directory, System.err::println));

    @Override
    public void beforeAll(ExtensionContext context) {
        engine();
    }

    /** The running broker; starts it when need be. */
    public RabbitMq engine() {
        return SHARED.running();
    }

    public URI endpoint() {
        return engine().endpoint();
    }

    public String username() {
        return engine().username();
    }

    public String password() {
        return engine().password();
    }
}
