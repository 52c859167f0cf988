package org.meterline.stack.supervisor;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A system that runs, seen from another process: by the note that its supervisor left in the state directory.
 *
 * @param controlPort where its supervisor listens
 * @param controlToken what it wants to see
 * @param adminKey an API key of the billing service
 * @param urls where things are, by what they are
 */
public record RunningStack(int controlPort, String controlToken, String adminKey, Map<String, String> urls) {

    static final String FILE = "run/stack.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The system that runs in a state directory; empty when none does. */
    public static Optional<RunningStack> in(Home home) {
        var lock = Files.isDirectory(home.root()) ? home.lock() : Optional.<Home.Lock>empty();
        if (lock.isPresent()) {
            lock.get().close(); // nobody holds it: nothing runs
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(home.file(FILE).toFile(), RunningStack.class));
        } catch (IOException noneOrStillStarting) {
            return Optional.empty();
        }
    }

    public StackStatus status() throws IOException, InterruptedException {
        return JSON.readValue(ask("GET", "/status").body(), StackStatus.class);
    }

    /** Tells a part to end as a crash would, or to start anew; false when there is no such part. */
    public boolean order(String part, String what) throws IOException, InterruptedException {
        return ask("POST", "/parts/" + part + "/" + what).statusCode() == 200;
    }

    @Override
    public String toString() {
        return "RunningStack[" + controlPort + "]";
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + controlPort + path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + controlToken)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
