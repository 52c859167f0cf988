package org.meterline.stack.supervisor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** The supervisor's ear: a loopback port on which other commands ask how things are, and kill or restart a part. */
final class Control implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ORDER = Pattern.compile("/parts/([a-z0-9-]+)/(kill|restart)");

    /** What it controls. */
    interface Subject {
        StackStatus status();

        /** Whether there is such a part. */
        boolean kill(String part);

        boolean restart(String part);
    }

    private final HttpServer server;
    private final String token;
    private final Subject subject;

    Control(int port, String token, Subject subject) throws IOException {
        this.token = token;
        this.subject = subject;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isAllowed(exchange)) {
                answer(exchange, 401, "{}");
                return;
            }
            var path = exchange.getRequestURI().getPath();
            var order = ORDER.matcher(path);
            if (exchange.getRequestMethod().equals("GET") && path.equals("/status")) {
                answer(exchange, 200, JSON.writeValueAsString(subject.status()));
            } else if (exchange.getRequestMethod().equals("POST") && order.matches()) {
                var known =
                        order.group(2).equals("kill") ? subject.kill(order.group(1)) : subject.restart(order.group(1));
                answer(exchange, known ? 200 : 404, "{}");
            } else {
                answer(exchange, 404, "{}");
            }
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        var shown = exchange.getRequestHeaders().getFirst("Authorization");
        return shown != null
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8), ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
