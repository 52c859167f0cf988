package org.meterline.engines;

import java.net.URI;
import java.util.Optional;

/** Where a RabbitMQ comes from: somebody else's, a node of our own, or a container. */
interface Broker {

    URI endpoint();

    String username();

    String password();

    void start();

    /** Its process; empty when that is somebody else's. */
    default Optional<ProcessHandle> process() {
        return Optional.empty();
    }

    /** Hands an order to {@code rabbitmqctl}. */
    default void tell(String... order) {
        throw new EngineException("only a RabbitMQ node of our own takes orders");
    }

    boolean isReady();

    void kill();

    void erase();

    void stop();
}
