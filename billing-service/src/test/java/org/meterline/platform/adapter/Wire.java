package org.meterline.platform.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A wire to a server, which a test can cut and mend. */
final class Wire implements AutoCloseable {

    private final InetSocketAddress server;
    private final ServerSocket end = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private volatile boolean cut;

    Wire(URI server) throws IOException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return end.getLocalPort();
    }

    void cut() throws IOException {
        cut = true;
        for (var connection : connections) {
            connection.close();
        }
        connections.clear();
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() throws IOException {
        cut();
        end.close();
    }

    private void accept() {
        try {
            while (true) {
                var near = end.accept();
                if (cut) {
                    near.close();
                    continue;
                }
                var far = new Socket();
                far.connect(server);
                connections.addAll(List.of(near, far));
                Thread.ofVirtual().start(() -> carry(near, far));
                Thread.ofVirtual().start(() -> carry(far, near));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void carry(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException cutOff) {
            // as wires go
        }
    }
}
