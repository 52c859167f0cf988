package org.meterline.stack.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.meterline.stack.lambda.InvocationResult;
import org.meterline.stack.lambda.LambdaFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public door: what API Gateway's REST proxy is on AWS. It knows the webhook paths, hands each request to the function as
 * a proxy event, and answers 502 when the function fails and 504 after 29 seconds, as API Gateway does.
 */
final class ApiGatewayDoor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ApiGatewayDoor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(29);
    private static final Duration PATIENCE_IN_LINE =
            Duration.ofSeconds(10); // later Twilio has gone before the answer comes
    private static final int BODY_MAX_BYTES = 10 * 1024 * 1024;
    private static final Pattern WEBHOOKS =
            Pattern.compile("/webhook|/webhooks/twilio/(?:whatsapp|sms|status/[A-Za-z0-9_-]{1,128})");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String method;
    private final LambdaFunction function;

    ApiGatewayDoor(int port, String method, LambdaFunction function) throws IOException {
        this.method = method;
        this.function = function;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals(method)
                    || !WEBHOOKS.matcher(exchange.getRequestURI().getRawPath()).matches()) {
                say(exchange, 403, "Missing Authentication Token"); // what API Gateway says for a path it does not know
                return;
            }
            var body = exchange.getRequestBody().readNBytes(BODY_MAX_BYTES + 1);
            if (body.length > BODY_MAX_BYTES) {
                say(exchange, 413, "Request Too Long");
                return;
            }
            answer(exchange, function.invoke(ProxyEvents.event(exchange, body), PATIENCE_IN_LINE, PATIENCE));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, InvocationResult result) throws IOException {
        switch (result) {
            case InvocationResult.Returned(var payload) -> {
                var response = ProxyEvents.response(payload);
                if (response.isEmpty()) {
                    log.warn("the function's answer is no proxy response");
                    say(exchange, 502, "Internal server error");
                    return;
                }
                response.get().headers().forEach(exchange.getResponseHeaders()::put);
                send(exchange, response.get().status(), response.get().body());
            }
            case InvocationResult.Failed(var type) -> {
                log.warn("a webhook is answered 502: {}", type);
                say(exchange, 502, "Internal server error");
            }
            case InvocationResult.Unanswered() -> say(exchange, 504, "Endpoint request timed out");
            case InvocationResult.Throttled() -> say(exchange, 502, "Internal server error");
        }
    }

    private static void say(HttpExchange exchange, int status, String message) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, status, ("{\"message\": \"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
