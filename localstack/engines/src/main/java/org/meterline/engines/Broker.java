package org.meterline.engines;

import java.net.URI;

/** Where a RabbitMQ comes from: somebody else's, a node of our own, or a container. */
interface Broker {

    URI endpoint();

    String username();

    String password();

    void start();

    boolean isReady();

    void kill();

    void erase();

    void stop();
}
