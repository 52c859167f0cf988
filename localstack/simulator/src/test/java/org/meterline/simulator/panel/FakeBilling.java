package org.meterline.simulator.panel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Billing's HTTP API with two utilities; photos whose id ends with 1 are known, at the second of them. */
final class FakeBilling implements AutoCloseable {

    static final String KEY = "key";

    private static final String TENANTS = """
            [{"code":"cape","receivingNumber":"+14155238886"},{"code":"karoo","receivingNumber":"+14155238887"}]""";

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final boolean administrator;

    /** @param administrator whether the key is one; otherwise it is the second utility's */
    FakeBilling(boolean administrator) throws IOException {
        this.administrator = administrator;
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The photos asked for, with the utility. */
    List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, "{}");
            } else if (uri.getPath().equals("/api/tenants")) {
                send(exchange, administrator ? 200 : 403, administrator ? TENANTS : "{}");
            } else {
                asked.add(uri.toString());
                var tenant = administrator ? String.valueOf(uri.getQuery()) : "tenant=karoo";
                var known = tenant.equals("tenant=karoo") && uri.getPath().endsWith("1");
                send(exchange, known ? 200 : 404, known ? "{\"verdict\":\"ACCEPTED\"}" : "{}");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
