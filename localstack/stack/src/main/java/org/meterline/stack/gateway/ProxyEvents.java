package org.meterline.stack.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** HTTP requests as API Gateway's REST proxy events (format 1.0), and proxy responses as HTTP answers. */
final class ProxyEvents {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter REQUEST_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** What the function wants to be answered. */
    record ProxyResponse(int status, Map<String, List<String>> headers, byte[] body) {}

    private ProxyEvents() {}

    /** The event of a request. */
    static byte[] event(HttpExchange exchange, byte[] body) {
        var path = exchange.getRequestURI().getPath();
        var event = JSON.createObjectNode();
        event.put(
                "resource",
                path.startsWith("/webhooks/twilio/status/") ? "/webhooks/twilio/status/{outboundId}" : path);
        event.put("path", path);
        event.put("httpMethod", exchange.getRequestMethod());
        putBoth(event, "headers", "multiValueHeaders", new TreeMap<>(exchange.getRequestHeaders()));
        var query = exchange.getRequestURI().getRawQuery();
        putBoth(
                event,
                "queryStringParameters",
                "multiValueQueryStringParameters",
                query == null ? Map.of() : parse(query));
        if (path.startsWith("/webhooks/twilio/status/")) {
            event.putObject("pathParameters").put("outboundId", path.substring(path.lastIndexOf('/') + 1));
        } else {
            event.putNull("pathParameters");
        }
        event.putNull("stageVariables");
        event.set("requestContext", requestContext(exchange, path));
        putBody(event, body);
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The answer in a proxy response; empty for what is none. */
    static Optional<ProxyResponse> response(byte[] payload) {
        JsonNode response;
        try {
            response = JSON.readTree(payload);
        } catch (IOException noJson) {
            return Optional.empty();
        }
        if (!response.path("statusCode").isInt()) {
            return Optional.empty();
        }
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", List.of("application/json")); // API Gateway's own default
        response.path("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), List.of(header.getValue().asText())));
        response.path("multiValueHeaders").properties().forEach(header -> {
            var values = new ArrayList<String>();
            header.getValue().forEach(value -> values.add(value.asText()));
            headers.put(header.getKey(), values);
        });
        var text = response.path("body").asText("");
        var body = response.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        return Optional.of(new ProxyResponse(response.path("statusCode").asInt(), headers, body));
    }

    private static ObjectNode requestContext(HttpExchange exchange, String path) {
        var now = Instant.now();
        var context = JSON.createObjectNode();
        context.put("accountId", "000000000000");
        context.put("apiId", "meterline");
        context.put("httpMethod", exchange.getRequestMethod());
        context.putObject("identity")
                .put("sourceIp", exchange.getRemoteAddress().getAddress().getHostAddress())
                .put("userAgent", exchange.getRequestHeaders().getFirst("User-Agent"));
        context.put("path", path);
        context.put("protocol", exchange.getProtocol());
        context.put("requestId", UUID.randomUUID().toString());
        context.put("requestTime", REQUEST_TIME.format(now));
        context.put("requestTimeEpoch", now.toEpochMilli());
        context.put("resourcePath", path);
        context.put("stage", "local");
        return context;
    }

    private static void putBody(ObjectNode event, byte[] body) {
        if (body.length == 0) {
            event.putNull("body");
            event.put("isBase64Encoded", false);
            return;
        }
        try {
            event.put(
                    "body",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString());
            event.put("isBase64Encoded", false);
        } catch (CharacterCodingException binary) {
            event.put("body", Base64.getEncoder().encodeToString(body));
            event.put("isBase64Encoded", true);
        }
    }

    /** Each pair of fields: the last value, and all of them. */
    private static void putBoth(ObjectNode event, String single, String multiple, Map<String, List<String>> values) {
        if (values.isEmpty()) {
            event.putNull(single);
            event.putNull(multiple);
            return;
        }
        var last = event.putObject(single);
        var all = event.putObject(multiple);
        values.forEach((name, list) -> {
            last.put(name, list.getLast());
            list.forEach(all.withArray(name)::add);
        });
    }

    private static Map<String, List<String>> parse(String query) {
        var parameters = new TreeMap<String, List<String>>();
        for (var pair : query.split("&", -1)) {
            var equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            var value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters
                    .computeIfAbsent(decode(name), absent -> new ArrayList<>())
                    .add(decode(value));
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
