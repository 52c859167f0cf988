package org.meterline.engines;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Finds out whether a broker lets clients in: a port can be open long before. */
final class AmqpDoor {

    private static final int TIMEOUT_MILLIS = 1_000;
    private static final byte[] GREETING = "AMQP\0\0\u0009\u0001".getBytes(StandardCharsets.US_ASCII);
    private static final int METHOD_FRAME = 1;

    private AmqpDoor() {}

    static boolean isOpen(URI endpoint) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), TIMEOUT_MILLIS);
            if ("amqps".equals(endpoint.getScheme())) {
                return true; // whether its certificate is good is for the client to judge
            }
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(GREETING);
            return socket.getInputStream().read() == METHOD_FRAME;
        } catch (IOException closed) {
            return false;
        }
    }
}
