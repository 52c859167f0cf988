package org.meterline.ingest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A wire between a client and a server on this machine that counts its connections and can be cut or go silent. */
final class Wire implements AutoCloseable {

    private final InetSocketAddress server;
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService pumps = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile int connections;
    private volatile boolean silent;

    Wire(InetSocketAddress server) throws IOException {
        this.server = server;
        pumps.execute(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    int connections() {
        return connections;
    }

    /** Everything that is connected loses its connection. */
    void cut() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    /** Bytes vanish without a word, in both directions; or no longer. */
    void goSilent(boolean silent) {
        this.silent = silent;
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
        pumps.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                var client = door.accept();
                var behind = new Socket(server.getAddress(), server.getPort());
                connections++;
                sockets.addAll(List.of(client, behind));
                pumps.execute(() -> pump(client, behind));
                pumps.execute(() -> pump(behind, client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void pump(Socket from, Socket to) {
        var buffer = new byte[8_192];
        try (from;
                to) {
            for (var n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                if (!silent) {
                    to.getOutputStream().write(buffer, 0, n);
                }
            }
        } catch (IOException cut) {
            // as it was asked to
        }
    }
}
