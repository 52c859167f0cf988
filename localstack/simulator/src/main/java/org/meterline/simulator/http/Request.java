package org.meterline.simulator.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A request whose body is already here: at most {@link #BODY_BYTES_MAX}. */
public final class Request {

    /** What a WhatsApp message can carry is 16 MB; more is not a message. */
    public static final int BODY_BYTES_MAX = 17 * 1024 * 1024;

    private final HttpExchange exchange;
    private final Map<String, String> variables;
    private final byte[] body;

    private Request(HttpExchange exchange, Map<String, String> variables, byte[] body) {
        this.exchange = exchange;
        this.variables = variables;
        this.body = body;
    }

    static Request read(HttpExchange exchange, Map<String, String> variables) throws IOException {
        var body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            throw new Refusal(413, "a body holds at most " + BODY_BYTES_MAX + " bytes");
        }
        return new Request(exchange, variables, body);
    }

    /** What the route's {@code {name}} stands for in this path. */
    public String variable(String name) {
        return Objects.requireNonNull(variables.get(name), name);
    }

    public String path() {
        return exchange.getRequestURI().getPath();
    }

    public Parameters query() {
        var raw = exchange.getRequestURI().getRawQuery();
        return parsed(raw == null ? "" : raw);
    }

    public Parameters form() {
        return parsed(new String(body, UTF_8));
    }

    private static Parameters parsed(String encoded) {
        try {
            return Parameters.parse(encoded);
        } catch (IllegalArgumentException broken) {
            throw new Refusal(400, "an escape is broken");
        }
    }

    public byte[] body() {
        return body;
    }

    /** The body as JSON. @throws Refusal if it is none */
    public JsonNode json() {
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException notJson) {
            throw new Refusal(400, "the body is not JSON");
        }
    }

    public Headers headers() {
        return exchange.getRequestHeaders();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers().getFirst(name));
    }

    /** The media type without its parameters, lower case; empty text when there is none. */
    public String mediaType() {
        var type = header("Content-Type").orElse("");
        var end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
