package org.meterline.messaging.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A small server on this machine that speaks the part of Twilio's API that we use, and fails when it is told to. */
public final class TwilioServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter RFC_2822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final HttpServer server;
    private final List<Sent> sent = new ArrayList<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<String> authorizations = new ArrayList<>();
    private volatile @Nullable Fault always;
    private volatile int calls;

    /** A message that arrived. */
    public record Sent(String sid, Map<String, String> form, Instant at) {

        public String to() {
            return form.getOrDefault("To", "");
        }

        public String body() {
            return form.getOrDefault("Body", "");
        }
    }

    /**
     * How a call fails.
     *
     * @param status what is answered; 0 closes the connection without an answer
     * @param keep whether the message is taken all the same
     * @param retryAfter the header of that name; null for none
     */
    public record Fault(
            int status, String code, boolean keep, @Nullable String retryAfter) {

        public Fault(int status, String code, boolean keep) {
            this(status, code, keep, null);
        }
    }

    public TwilioServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/2010-04-01/Accounts/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI origin() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Lets the next call fail. */
    public void failNext(Fault fault) {
        faults.add(fault);
    }

    /** Lets every call fail, until null. */
    public void failAlways(@Nullable Fault fault) {
        always = fault;
    }

    public synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** How often somebody tried to send. */
    public int calls() {
        return calls;
    }

    public synchronized List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            synchronized (this) {
                authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            }
            if (exchange.getRequestMethod().equals("POST")) {
                take(exchange);
            } else {
                answer(exchange, 200, list(parameters(exchange.getRequestURI().getRawQuery())));
            }
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var fault = always != null ? always : faults.poll();
        Sent message = null;
        synchronized (this) {
            calls++;
            if (fault == null || fault.keep) {
                message = new Sent("SM%032x".formatted(sent.size() + 1), parameters(body), Instant.now());
                sent.add(message);
            }
        }
        if (fault == null) {
            answer(exchange, 201, json(message));
        } else if (fault.status == 0) {
            exchange.sendResponseHeaders(201, 100); // announced, and never sent
            exchange.getResponseBody().flush();
        } else {
            if (fault.retryAfter != null) {
                exchange.getResponseHeaders().set("Retry-After", fault.retryAfter);
            }
            answer(
                    exchange,
                    fault.status,
                    Map.of("code", Integer.parseInt(fault.code), "message", "told to", "status", fault.status));
        }
    }

    private synchronized Map<String, Object> list(Map<String, String> query) {
        var found = sent.reversed().stream()
                .filter(message -> message.to().equals(query.get("To")))
                .map(TwilioServer::json)
                .toList();
        var page = new HashMap<String, Object>();
        page.put("messages", found);
        page.put("page", 0);
        page.put("page_size", 50);
        page.put("uri", "/");
        page.put("first_page_uri", "/");
        page.put("next_page_uri", null);
        page.put("previous_page_uri", null);
        return page;
    }

    private static Map<String, Object> json(Sent message) {
        var json = new LinkedHashMap<String, Object>();
        json.put("sid", message.sid);
        json.put("to", message.to());
        json.put("from", message.form.get("From"));
        json.put("body", message.body());
        json.put("direction", "outbound-api");
        json.put("status", "queued");
        json.put("date_created", RFC_2822.format(message.at));
        json.put("date_updated", RFC_2822.format(message.at));
        json.put("date_sent", null);
        json.put("num_segments", "1");
        json.put("num_media", "0");
        return json;
    }

    private static Map<String, String> parameters(@Nullable String encoded) {
        var parameters = new HashMap<String, String>();
        for (var pair : (encoded == null ? "" : encoded).split("&", -1)) {
            var parts = pair.split("=", 2);
            if (parts.length == 2) {
                parameters.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, Object json) throws IOException {
        var body = JSON.writeValueAsBytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
