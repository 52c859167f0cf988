package org.meterline.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.stack.supervisor.RunningStack;

/** A customer's phone and a clerk's eyes on the running system: sends through the simulator, asks billing what came of it. */
final class ChatClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);
    private static final Duration WAIT_AT_ONCE = REQUEST_LIMIT.minusSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private final RunningStack stack;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    ChatClient(RunningStack stack) {
        this.stack = stack;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Sends a message and waits until the webhook was called. */
    JsonNode send(String from, @Nullable String to, String text, @Nullable Path photo)
            throws IOException, InterruptedException {
        var message = JSON.createObjectNode().put("from", from).put("text", text);
        if (to != null) {
            message.put("to", to);
        }
        if (photo != null) {
            message.putArray("media")
                    .addObject()
                    .put("contentType", contentType(photo))
                    .put("base64", Base64.getEncoder().encodeToString(Files.readAllBytes(photo)));
        }
        var request = HttpRequest.newBuilder(URI.create(url("chat") + "control/messages"))
                .timeout(REQUEST_LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(message)))
                .build();
        return JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }

    /** The first answer to a message; empty when none comes in time. The simulator waits less than a minute at once. */
    Optional<JsonNode> answer(String messageId, Duration patience) throws IOException, InterruptedException {
        var giveUpNanos = System.nanoTime() + patience.toNanos();
        while (true) {
            var left = Duration.ofNanos(Math.max(0, giveUpNanos - System.nanoTime()));
            var wait = left.compareTo(WAIT_AT_ONCE) < 0 ? left : WAIT_AT_ONCE;
            var answers = get(url("chat") + "control/messages/" + messageId + "/answers?waitMillis=" + wait.toMillis())
                    .path("answers");
            if (!answers.isEmpty()) {
                return Optional.of(answers.get(0));
            }
            if (wait.equals(left)) {
                return Optional.empty();
            }
        }
    }

    /** What the utility with that number decided about a photo; an empty object when nothing is decided in time. */
    JsonNode verdict(String utility, String photoId, Duration patience) throws IOException, InterruptedException {
        var tenant = tenantOf(utility);
        var giveUpNanos = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < giveUpNanos) {
            var verdict = get(url("api") + "/photos/" + photoId + "?tenant=" + tenant);
            if (verdict.path("verdict").isTextual()) {
                return verdict;
            }
            Thread.sleep(POLL);
        }
        return JSON.createObjectNode();
    }

    private String tenantOf(String receivingNumber) throws IOException, InterruptedException {
        for (var tenant : get(url("api") + "/tenants")) {
            if (tenant.path("receivingNumber").asText().equals(receivingNumber)) {
                return tenant.path("code").asText();
            }
        }
        return "";
    }

    private JsonNode get(String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(REQUEST_LIMIT)
                .header("Authorization", "Bearer " + stack.adminKey())
                .build();
        return JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }

    private String url(String what) {
        return Objects.requireNonNull(stack.urls().get(what), what);
    }

    private static String contentType(Path photo) {
        var name = photo.getFileName().toString().toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "png" -> "image/png";
            case "webp" -> "image/webp";
            case "heic" -> "image/heic";
            case "pdf" -> "application/pdf";
            default -> "image/jpeg";
        };
    }
}
