package org.meterline.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * An HTTP request as API Gateway hands it over: a REST API's proxy event (payload 1.0) or an HTTP API's (2.0).
 *
 * @param query as it was called, without the question mark. A REST API keeps only the decoded parameters, so there it is
 *     encoded anew: keep queries out of webhook URLs, {@code bodySHA256} survives
 * @param headers by lower-case name
 * @param body the bytes as they were sent
 */
record GatewayRequest(String method, String path, String query, Map<String, String> headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads an event; empty for one that no API Gateway sent. */
    static Optional<GatewayRequest> parse(InputStream event) throws IOException {
        try {
            return parse(JSON.readTree(event));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<GatewayRequest> parse(JsonNode event) {
        var http = event.path("requestContext").path("http"); // only an HTTP API has it
        var method = http.isObject() ? http.path("method") : event.path("httpMethod");
        var path = http.isObject() ? event.path("rawPath") : event.path("path");
        if (!method.isTextual() || !path.isTextual()) {
            return Optional.empty();
        }
        var text = event.path("body").asText("");
        try {
            var body = event.path("isBase64Encoded").asBoolean(false)
                    ? Base64.getDecoder().decode(text)
                    : text.getBytes(StandardCharsets.UTF_8);
            var query = http.isObject() ? event.path("rawQueryString").asText("") : queryOf(event);
            return Optional.of(
                    new GatewayRequest(method.asText(), path.asText(), query, headersOf(event.path("headers")), body));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    private static Map<String, String> headersOf(JsonNode headers) {
        var byName = new TreeMap<String, String>();
        headers.properties()
                .forEach(header -> byName.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText("")));
        return byName;
    }

    private static String queryOf(JsonNode event) {
        var query = new StringJoiner("&");
        var multiple = event.path("multiValueQueryStringParameters");
        if (multiple.isObject()) {
            multiple.properties()
                    .forEach(entry -> entry.getValue()
                            .forEach(value -> query.add(encode(entry.getKey()) + "=" + encode(value.asText("")))));
        } else {
            event.path("queryStringParameters")
                    .properties()
                    .forEach(entry -> query.add(encode(entry.getKey()) + "="
                            + encode(entry.getValue().asText(""))));
        }
        return query.toString();
    }

    private static String encode(String decoded) {
        return URLEncoder.encode(decoded, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Nothing of what was said. */
    @Override
    public String toString() {
        return method + ", " + body.length + " bytes";
    }
}
