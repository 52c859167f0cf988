package org.meterline.stack.supervisor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Short questions to the processes of the system. */
final class Probe {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    /** Whether something answers 200 there. */
    boolean answers(String url) {
        try {
            return get(url).statusCode() == 200;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return http.send(to(url).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    void post(String url) throws IOException, InterruptedException {
        http.send(to(url).POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding());
    }

    private static HttpRequest.Builder to(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT);
    }
}
