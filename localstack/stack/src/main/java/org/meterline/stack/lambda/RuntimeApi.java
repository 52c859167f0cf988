package org.meterline.stack.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Lambda's Runtime API on a loopback port, for one worker: the runtime client asks for the next invocation and gets no answer
 * until there is one.
 */
final class RuntimeApi implements AutoCloseable {

    private static final String VERSION = "/2018-06-01/runtime";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ANSWER = Pattern.compile(VERSION + "/invocation/([0-9a-f-]{36})/(response|error)");
    private static final int ANSWER_MAX_BYTES = 6 * 1024 * 1024; // Lambda's limit for a synchronous answer
    private static final byte[] OK = "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8);

    /** What a worker tells, and is told, through its API. */
    interface Conversation {
        /** Blocks until there is an invocation; empty when there will be none any more. */
        Optional<Invocation> next() throws InterruptedException;

        void returned(String invocationId, byte[] payload);

        void failed(String invocationId, String errorType);

        void failedToStart(String errorType);

        /** A worker under SnapStart is ready for its snapshot; here it simply goes on. */
        void snapshotTaken();
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String functionArn;
    private final Conversation conversation;

    RuntimeApi(String functionArn, Conversation conversation) {
        this.functionArn = functionArn;
        this.conversation = conversation;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException("no loopback port for a Runtime API", failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** What goes into {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod() + " " + path) {
                case "GET " + VERSION + "/invocation/next" -> next(exchange);
                case "GET " + VERSION + "/restore/next" -> {
                    conversation.snapshotTaken();
                    answer(exchange, 200, OK);
                }
                case "POST " + VERSION + "/init/error", "POST " + VERSION + "/restore/error" -> {
                    conversation.failedToStart(errorType(exchange, body(exchange)));
                    answer(exchange, 202, OK);
                }
                default -> invocationAnswer(exchange, path);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        var next = conversation.next();
        if (next.isEmpty()) {
            answer(exchange, 500, OK);
            return;
        }
        var invocation = next.get();
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(invocation.deadline().toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        headers.set("Lambda-Runtime-Trace-Id", invocation.traceId());
        answer(exchange, 200, invocation.payload());
    }

    private void invocationAnswer(HttpExchange exchange, String path) throws IOException {
        var match = ANSWER.matcher(path);
        if (!exchange.getRequestMethod().equals("POST") || !match.matches()) {
            answer(exchange, 404, OK);
            return;
        }
        var payload = body(exchange);
        if (match.group(2).equals("error")) {
            conversation.failed(match.group(1), errorType(exchange, payload));
        } else if (payload.length > ANSWER_MAX_BYTES) {
            conversation.failed(match.group(1), "Function.ResponseSizeTooLarge");
        } else {
            conversation.returned(match.group(1), payload);
        }
        answer(exchange, 202, OK);
    }

    /** The exception's class where the runtime client names it. Never its message, which may hold what a customer wrote. */
    private static String errorType(HttpExchange exchange, byte[] error) {
        try {
            var type = JSON.readTree(error).path("errorType").asText("");
            if (!type.isEmpty()) {
                return type;
            }
        } catch (IOException noJson) {
            // then the header has to do
        }
        var type = exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type");
        return type == null ? "Unhandled" : type;
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        return exchange.getRequestBody().readNBytes(ANSWER_MAX_BYTES + 1);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
