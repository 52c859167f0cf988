package org.meterline.operations.store;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.meterline.operations.deployment.Billing;
import org.meterline.operations.deployment.OutOfReach;

/** The billing service's HTTP API. */
public final class BillingDoor {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Billing billing;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** What it answered. */
    public record Answer(int status, String body) {
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    BillingDoor(Billing billing) {
        this.billing = billing;
    }

    public Answer get(String path) {
        return ask("GET", path, BodyPublishers.noBody());
    }

    /** @param json the body */
    public Answer post(String path, String json) {
        return ask("POST", path, BodyPublishers.ofString(json));
    }

    private Answer ask(String method, String path, BodyPublisher body) {
        var request = HttpRequest.newBuilder(billing.url().resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + billing.apiKey())
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException failure) {
            throw new OutOfReach("billing cannot be asked: " + MessageRecords.kindOf(failure), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OutOfReach("interrupted while billing was asked", stopped);
        }
    }
}
