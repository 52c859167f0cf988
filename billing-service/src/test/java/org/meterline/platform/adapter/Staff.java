package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.meterline.access.ApiKeys;
import org.meterline.platform.Role;
import org.meterline.platform.TenantId;

/**
 * People who decide over the API what waits for a person. Whoever gets no answer, because the process died over it, decides the
 * same once more as soon as there is another process.
 */
final class Staff {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final CrashLedger ledger;
    private final String reviewer;
    private final String operator;

    Staff(ApiKeys keys, TenantId tenant, CrashLedger ledger) {
        this.ledger = ledger;
        this.reviewer = keys.make(tenant, "a reviewer", Role.REVIEWER).key();
        this.operator = keys.make(tenant, "an operator", Role.OPERATOR).key();
    }

    /** Decides what can be decided now. */
    void decide(List<Errand> errands, URI service) {
        for (var errand : errands) {
            if (!errand.isDecided()) {
                var photoId = errand.first().partId();
                if (errand.road().isDoubted()) {
                    ledger.doubtOf(photoId).ifPresent(id -> decide(errand, service, "/api/reviews/" + id, reviewer));
                } else {
                    ledger.letterOf(errand.first().event().eventId()).ifPresent(id -> {
                        ledger.mend(photoId);
                        decide(errand, service, "/admin/dead-letters/" + id, operator);
                    });
                }
            }
        }
    }

    private void decide(Errand errand, URI service, String what, String key) {
        var decision = Objects.requireNonNull(errand.road().decision());
        var request = HttpRequest.newBuilder(URI.create(service + what + "/" + decision))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(bodyOf(decision)))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != UNAVAILABLE) { // it says: try again, as while it has no broker yet
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(OK);
                errand.decided();
            }
        } catch (IOException noAnswer) {
            // nobody knows whether it was decided
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private static String bodyOf(String decision) {
        return switch (decision) {
            case "correct" -> "{\"index\":\"01060.0\"}";
            case "reject", "discard" -> "{\"reason\":\"there is nothing in it\"}";
            case "replay" -> "{\"reason\":\"the fault is mended\"}";
            default -> "{}";
        };
    }
}
