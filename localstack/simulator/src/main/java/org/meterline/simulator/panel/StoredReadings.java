package org.meterline.simulator.panel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.meterline.simulator.http.Json;

/**
 * What billing stored of a photo, asked over its HTTP API. The key may be one utility's or an administrator's: an administrator
 * belongs to none and has to name the one that the customer wrote to.
 */
public final class StoredReadings implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int TENANTS_MAX = 20;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String baseUrl;
    private final String apiKey;

    private record Tenant(String code, String receivingNumber) {}

    /** @param baseUrl where billing is, without a slash at the end */
    public StoredReadings(String baseUrl, String apiKey) {
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
    }

    /**
     * The verdict on a photo; empty when billing has none (yet).
     *
     * @param utility the number that the customer wrote to, in E.164
     * @throws IOException if billing does not answer
     */
    Optional<JsonNode> ofPhoto(String photoId, String utility) throws IOException, InterruptedException {
        var path = "/api/photos/" + photoId;
        var tenants = tenants();
        if (tenants.isEmpty()) {
            return found(get(path));
        }
        var likelyFirst = tenants.stream()
                .sorted(Comparator.comparing(
                        (Tenant tenant) -> !tenant.receivingNumber().equals(utility)))
                .limit(TENANTS_MAX)
                .toList();
        for (var tenant : likelyFirst) {
            var stored = found(get(path + "?tenant=" + URLEncoder.encode(tenant.code(), UTF_8)));
            if (stored.isPresent() || tenant.receivingNumber().equals(utility)) {
                return stored;
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** All utilities where the key may see them; none where it is one utility's own. */
    private List<Tenant> tenants() throws IOException, InterruptedException {
        var response = get("/api/tenants");
        if (response.statusCode() != 200) {
            return List.of();
        }
        return StreamSupport.stream(Json.MAPPER.readTree(response.body()).spliterator(), false)
                .map(tenant -> new Tenant(
                        tenant.path("code").asText(),
                        tenant.path("receivingNumber").asText()))
                .toList();
    }

    private static Optional<JsonNode> found(HttpResponse<byte[]> response) throws IOException {
        return switch (response.statusCode()) {
            case 200 -> Optional.of(Json.MAPPER.readTree(response.body()));
            case 404 -> Optional.empty();
            default -> throw new IOException("billing answered " + response.statusCode());
        };
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("Authorization", "Bearer " + apiKey)
                .header("Accept", "application/json")
                .timeout(PATIENCE)
                .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }
}
