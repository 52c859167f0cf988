package org.meterline.simulator.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An HTTP server that only this machine can reach, or the network of the container that it is alone in. One virtual thread per request. */
public final class LocalServer implements AutoCloseable {

    private static final int BACKLOG = 256;

    static {
        // without it, small answers on kept connections wait 40 ms for an acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final String origin;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Binds, but does not answer yet.
     *
     * @param address which of the machine's addresses it listens on
     * @param port 0 for any free one
     * @param origin how others reach it; null for {@code http://127.0.0.1:port}
     */
    public LocalServer(InetAddress address, int port, @Nullable String origin) throws IOException {
        server = HttpServer.create(new InetSocketAddress(address, port), BACKLOG);
        server.setExecutor(threads);
        this.origin = origin == null ? "http://127.0.0.1:" + server.getAddress().getPort() : origin;
    }

    /** How others reach it. */
    public String origin() {
        return origin;
    }

    public void start(HttpHandler handler) {
        server.createContext("/", handler);
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
