package org.meterline.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.twilio.security.RequestValidator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.meterline.simulator.http.Parameters;

/** The utility's end: takes webhooks, answers as told, and remembers what came. */
public final class FakeUtility implements AutoCloseable {

    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final HttpServer server;
    private final List<Call> calls = new ArrayList<>();
    private volatile int status = 200;
    private volatile String contentType = "text/xml";

    /** A webhook or callback that came. */
    public record Call(String path, Parameters form, String signature, String idempotencyToken) {

        public String get(String name) {
            return form.find(name).orElse("");
        }

        /** Whether Twilio's own library accepts the signature for the address. */
        public boolean isSigned(String token, String publicBaseUrl) {
            var map = new TreeMap<String, String>();
            form.list().forEach(parameter -> map.put(parameter.name(), parameter.value()));
            return new RequestValidator(token).validate(publicBaseUrl + path, map, signature);
        }
    }

    public FakeUtility() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void answerWith(int status, String contentType) {
        this.status = status;
        this.contentType = contentType;
    }

    /** The calls that fit, once there are enough of them. */
    public synchronized List<Call> await(int enough, Predicate<Call> wanted) throws InterruptedException {
        var until = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            var found = calls.stream().filter(wanted).toList();
            if (found.size() >= enough) {
                return found;
            }
            var millis = (until - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new AssertionError(found.size() + " of " + enough + " calls came");
            }
            wait(millis);
        }
    }

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var form = Parameters.parse(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            var headers = exchange.getRequestHeaders();
            synchronized (this) {
                calls.add(new Call(
                        exchange.getRequestURI().toString(),
                        form,
                        headers.getFirst("X-Twilio-Signature"),
                        headers.getFirst("I-Twilio-Idempotency-Token")));
                notifyAll();
            }
            var body = "<Response/>".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
