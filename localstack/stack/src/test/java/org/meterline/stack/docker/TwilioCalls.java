package org.meterline.stack.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.meterline.stack.storm.Signature;

/**
 * Twilio, calling a webhook.
 *
 * @param address what it was given, calls, and signs
 */
record TwilioCalls(String address, Duration limit) {

    /** Posts a form and returns the status of the answer. */
    int post(SortedMap<String, String> form, String signature) throws IOException, InterruptedException {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(address))
                .timeout(limit)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    /** As Twilio signs a form for its webhook. */
    String signature(SortedMap<String, String> form, String token) {
        return Signature.of(token, address, form);
    }
}
