package org.meterline.stack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/** A collector of traces that only remembers: OTLP/HTTP in protobuf, as far as a test looks into it. */
final class Collector implements AutoCloseable {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    /** One span, with its ids in hex and {@code ""} for no parent. */
    record Span(String service, String traceId, String spanId, String parentId, String name) {}

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/traces", exchange -> {
            var body = exchange.getRequestBody().readAllBytes();
            bodies.add(new String(body, StandardCharsets.ISO_8859_1));
            fields(ByteBuffer.wrap(body), (number, value) -> resourceSpans(value));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The spans of a trace that have come so far. */
    List<Span> trace(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    /** All that was ever sent here, byte by byte: what is in clear text can be found in it. */
    List<String> bodies() {
        return List.copyOf(bodies);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void resourceSpans(ByteBuffer message) {
        var service = new StringBuilder();
        fields(message.duplicate(), (number, value) -> {
            if (number == 1) { // the resource, whose only attribute that matters is the service's name
                fields(value, (one, attribute) -> keyValue(attribute, service));
            }
        });
        fields(message, (number, value) -> {
            if (number == 2) {
                fields(value, (one, span) -> {
                    if (one == 2) {
                        spans.add(span(service.toString(), span));
                    }
                });
            }
        });
    }

    private static void keyValue(ByteBuffer attribute, StringBuilder service) {
        var texts = new String[] {"", ""};
        fields(attribute, (number, value) -> {
            if (number == 1) {
                texts[0] = text(value);
            } else if (number == 2) {
                fields(value, (one, any) -> texts[1] = text(any));
            }
        });
        if (texts[0].equals("service.name")) {
            service.append(texts[1]);
        }
    }

    private static Span span(String service, ByteBuffer span) {
        var ids = new String[] {"", "", "", "", "", ""};
        fields(span, (number, value) -> {
            switch (number) {
                case 1, 2, 4 -> ids[number] = hex(value);
                case 5 -> ids[number] = text(value);
                default -> {}
            }
        });
        return new Span(service, ids[1], ids[2], ids[4], ids[5]);
    }

    /** Shows the fields that have a length; numbers are read over. */
    private static void fields(ByteBuffer message, BiConsumer<Integer, ByteBuffer> field) {
        message.order(ByteOrder.LITTLE_ENDIAN);
        while (message.hasRemaining()) {
            var tag = (int) varint(message);
            switch (tag & 7) {
                case VARINT -> varint(message);
                case FIXED64 -> message.getLong();
                case FIXED32 -> message.getInt();
                case BYTES -> {
                    var length = (int) varint(message);
                    field.accept(tag >>> 3, message.slice(message.position(), length));
                    message.position(message.position() + length);
                }
                default -> throw new IllegalArgumentException("no protobuf");
            }
        }
    }

    private static long varint(ByteBuffer message) {
        var value = 0L;
        for (var shift = 0; ; shift += 7) {
            var next = message.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static String hex(ByteBuffer bytes) {
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
