package org.meterline.stack.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * The demo utilities with their customers, meters and opening readings, planted through the same imports that a real utility
 * uses. The imports are idempotent: planting again changes nothing.
 */
final class DemoData {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> IMPORTS = List.of("tenants", "customers", "meters", "readings");

    private final int billingPort;
    private final String adminKey;

    DemoData(int billingPort, String adminKey) {
        this.billingPort = billingPort;
        this.adminKey = adminKey;
    }

    void plant() {
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .build()) {
            for (var name : IMPORTS) {
                plant(http, name);
            }
        } catch (IOException failure) {
            throw new StartException("the demo data could not be planted: billing does not answer", failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new StartException("stopped while starting");
        }
    }

    private void plant(HttpClient http, String name) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + billingPort + "/api/imports/" + name))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + adminKey)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofByteArray(csv(name)))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new StartException("the demo " + name + " were not taken: billing answered " + answer.statusCode());
        }
    }

    private static byte[] csv(String name) {
        try (var resource = DemoData.class.getResourceAsStream("/demo/" + name + ".csv")) {
            if (resource == null) {
                throw new IllegalStateException("the demo " + name + " are missing");
            }
            return resource.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
