package org.meterline.operations.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.meterline.operations.deployment.OutOfReach;

/** The simulated provider, which knows how every webhook and callback was answered. */
final class SimulatorMessages implements ProviderMessages {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int OK = 200;

    private final URI control;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    SimulatorMessages(URI simulator) {
        control = simulator.resolve("/control/");
    }

    /** It keeps the last messages only, and a person may clear it: what is older than its oldest message is not known. */
    @Override
    public Instant knowsSince() {
        var oldest = page(0, 1).path("messages").path(0).path("createdAt");
        return oldest.isTextual() ? Instant.parse(oldest.asText()) : Instant.MAX;
    }

    @Override
    public void forEach(Instant since, Consumer<ProviderMessage> reader) {
        var next = 0L;
        while (true) {
            var page = page(next, 1_000);
            if (page.path("messages").isEmpty()) {
                return;
            }
            for (var message : page.path("messages")) {
                var read = read(message);
                if (!read.createdAt().isBefore(since)) {
                    reader.accept(read);
                }
            }
            next = page.path("next").asLong();
        }
    }

    private static ProviderMessage read(JsonNode message) {
        var sid = message.path("sid").asText();
        var inbound = message.path("direction").asText().equals("inbound");
        var owed = new ArrayList<String>();
        if (message.path("webhook").path("httpStatus").asInt() == OK) {
            owed.add(sid);
        }
        for (var report : message.path("reports")) {
            if (report.path("callback").path("httpStatus").asInt() == OK) {
                owed.add(sid + "/" + report.path("status").asText().toLowerCase(Locale.ROOT));
            }
        }
        var createdAt = Instant.parse(message.path("createdAt").asText());
        return new ProviderMessage(sid, inbound, createdAt, List.copyOf(owed));
    }

    private JsonNode page(long since, int limit) {
        var request = HttpRequest.newBuilder(control.resolve("messages?since=" + since + "&limit=" + limit))
                .timeout(PATIENCE)
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != OK) {
                throw new OutOfReach("the simulator answered " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (IOException failure) {
            throw new OutOfReach("the simulator cannot be asked: " + MessageRecords.kindOf(failure), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OutOfReach("interrupted while the simulator was asked", stopped);
        }
    }
}
