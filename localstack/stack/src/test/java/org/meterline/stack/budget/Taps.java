package org.meterline.stack.budget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.meterline.stack.supervisor.Lines;

/**
 * Stands between the parts and what they pay for, and counts: each call of DynamoDB with the units that it consumed, each request to
 * S3 and to Twilio.
 */
final class Taps implements Lines, AutoCloseable {

    /** A call of the message table, about one item. */
    record TableCall(String from, String action, String messageId, double units) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REQUEST = Pattern.compile("(?m)^(GET|HEAD|PUT|POST|DELETE) (/\\S*) HTTP/1\\.1$");
    private static final Set<String> WRITES = Set.of("PutItem", "UpdateItem", "DeleteItem");
    private static final List<String> TAPPED = List.of("s3", "twilio");
    private static final String PASSED_ON = "x-amz-crc32";

    private final List<TableCall> tableCalls = new CopyOnWriteArrayList<>();
    private final Map<String, ByteArrayOutputStream> said = new ConcurrentHashMap<>();
    private final List<AutoCloseable> doors = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public synchronized int portFor(String from, String to, int port) {
        try {
            return to.equals("dynamodb") ? table(from, port) : TAPPED.contains(to) ? tap(from + " " + to, port) : port;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The writes of one item, in their order. */
    List<TableCall> writes(String messageId) {
        return writes().filter(call -> call.messageId().equals(messageId)).toList();
    }

    /** What the writes of all others consumed. */
    double otherUnits(String messageId) {
        return others(messageId).mapToDouble(TableCall::units).sum();
    }

    /** How many writes there were of all others. */
    long otherWrites(String messageId) {
        return others(messageId).count();
    }

    private Stream<TableCall> others(String messageId) {
        return writes().filter(call -> !call.messageId().equals(messageId));
    }

    private Stream<TableCall> writes() {
        return tableCalls.stream().filter(call -> WRITES.contains(call.action()));
    }

    /** Every request on a line, such as {@code PUT /bucket/key}. */
    List<String> requests(String from, String to) {
        var bytes = said.get(from + " " + to);
        if (bytes == null) {
            throw new IllegalArgumentException("nobody went from " + from + " to " + to);
        }
        synchronized (bytes) {
            return REQUEST.matcher(bytes.toString(StandardCharsets.ISO_8859_1))
                    .results()
                    .map(request -> request.group(1) + " " + request.group(2))
                    .toList();
        }
    }

    void forget() {
        tableCalls.clear();
        said.values().forEach(bytes -> {
            synchronized (bytes) {
                bytes.reset();
            }
        });
    }

    @Override
    public void close() throws Exception {
        for (var door : doors) {
            door.close();
        }
        threads.shutdownNow();
        http.shutdownNow();
    }

    private int table(String from, int port) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> passOn(from, port, exchange));
        server.start();
        doors.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    /** The same request, which also asks what it costs: DynamoDB Local does not mind that it was signed before. */
    private void passOn(String from, int port, HttpExchange exchange) throws IOException {
        try (exchange) {
            var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            var question = (ObjectNode) JSON.readTree(exchange.getRequestBody().readAllBytes());
            question.put("ReturnConsumedCapacity", "TOTAL");
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
                    .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
                    .header("X-Amz-Target", target)
                    .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(question)))
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            note(from, target.substring(target.indexOf('.') + 1), question, JSON.readTree(answer.body()));
            answer.headers()
                    .firstValue(PASSED_ON)
                    .ifPresent(value -> exchange.getResponseHeaders().set(PASSED_ON, value));
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(String from, String action, JsonNode question, JsonNode answer) {
        var id = question.path(question.has("Item") ? "Item" : "Key")
                .path("messageId")
                .path("S")
                .asText();
        var units = answer.path("ConsumedCapacity").path("CapacityUnits").asDouble();
        tableCalls.add(new TableCall(from, action, id, units));
    }

    private int tap(String name, int port) throws IOException {
        var bytes = said.computeIfAbsent(name, unknown -> new ByteArrayOutputStream());
        var door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        doors.add(door);
        threads.execute(() -> {
            try {
                while (true) {
                    join(door.accept(), new Socket(InetAddress.getLoopbackAddress(), port), bytes);
                }
            } catch (IOException closed) {
                // the test is over
            }
        });
        return door.getLocalPort();
    }

    private void join(Socket caller, Socket behind, ByteArrayOutputStream heard) {
        threads.execute(() -> pump(caller, behind, heard));
        threads.execute(() -> pump(behind, caller, new ByteArrayOutputStream()));
    }

    private static void pump(Socket from, Socket to, ByteArrayOutputStream heard) {
        var buffer = new byte[16_384];
        try (from;
                to) {
            for (var n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                synchronized (heard) {
                    heard.write(buffer, 0, n);
                }
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException over) {
            // one of the two had enough
        }
    }
}
