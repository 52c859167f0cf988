package org.meterline.simulator.panel;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.meterline.simulator.http.Json;

/** What billing stored of a photo, asked over its HTTP API. */
public final class StoredReadings implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String baseUrl;
    private final String apiKey;

    /** @param baseUrl where billing is, without a slash at the end */
    public StoredReadings(String baseUrl, String apiKey) {
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
    }

    /** The verdict on a photo; empty when billing has none (yet). @throws IOException if billing does not answer */
    Optional<JsonNode> ofPhoto(String photoId) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(baseUrl + "/api/photos/" + photoId))
                .header("Authorization", "Bearer " + apiKey)
                .header("Accept", "application/json")
                .timeout(PATIENCE)
                .build();
        var response = http.send(request, BodyHandlers.ofByteArray());
        return switch (response.statusCode()) {
            case 200 -> Optional.of(Json.MAPPER.readTree(response.body()));
            case 404 -> Optional.empty();
            default -> throw new IOException("billing answered " + response.statusCode());
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
