package org.meterline.ingest;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.meterline.tracing.Tracing;

/** What a collector of traces is sent, as it comes: a character per byte, in which ids and words can be found. */
final class SpanBytes implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpServer server;
    private final StringBuffer sent = new StringBuffer();

    SpanBytes() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            sent.append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What came since the last time; waits for it. A flush that follows another at once is at times answered with the other's end. */
    String flushed() throws InterruptedException {
        var limit = System.nanoTime() + LIMIT.toNanos();
        while (sent.isEmpty() && System.nanoTime() < limit) {
            Tracing.flush(LIMIT);
            Thread.sleep(5);
        }
        var bytes = sent.toString();
        sent.delete(0, bytes.length());
        return bytes;
    }

    /** An id in hex as it is found among the bytes. */
    static String of(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
