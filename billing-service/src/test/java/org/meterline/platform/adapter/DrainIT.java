package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.BillingService;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.PostgresExtension;
import org.meterline.platform.ServiceUnderTest;

/** A process of the service that is told to end while it works: SIGTERM, as every platform does it. */
@Timeout(600)
class DrainIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @RegisterExtension
    static final AwsExtension aws = new AwsExtension();

    private static final Pattern PORT = Pattern.compile("answers on port (\\d+)");
    private static final int ERRANDS = 12;
    private static final int TERMINATED = 128 + 15;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path logs;

    @Test
    void it_says_that_it_is_not_ready_while_it_still_answers_and_ends_what_is_in_hand() throws Exception {
        try (var site = new CrashSite(
                        postgres, aws, Path.of("target", "engines", "drain").toAbsolutePath());
                var life = service(site)) {
            life.awaitWords("answers on port");
            ServiceUnderTest.awaitThat("readiness", () -> ready(life) == 200);
            for (var number = 0; number < ERRANDS; number++) {
                site.give(Road.PHOTO, Road.TEXT, Road.POISON, Road.STATUS);
            }
            ServiceUnderTest.awaitThat(
                    "work under way", () -> !site.twilio().sent().isEmpty());

            life.terminate();

            ServiceUnderTest.awaitThat("an answer that says: not ready", () -> ready(life) == 503);
            assertThat(life.exitCode()).isEqualTo(TERMINATED);
            assertThat(life.log()).contains("all is ended").doesNotContain("begun again elsewhere");
            assertThat(site.comesAgainThoughDone())
                    .as("events that were done and are handed out again")
                    .isEmpty();
            finish(site);
            site.assertAllDoneOnce();
        }
    }

    private void finish(CrashSite site) {
        try (var next = service(site)) {
            site.awaitRest(Optional::empty);
            next.terminate();
            assertThat(next.exitCode()).isEqualTo(TERMINATED);
        }
    }

    private Life service(CrashSite site) {
        var environment = new HashMap<>(site.environment());
        environment.putAll(Map.of("HTTP_PORT", "-1", "DRAIN_UNREADY_FOR", "3s", "DRAIN_AT_MOST", "90s"));
        var settings = Map.of(
                "meterline.broker.ladder", CrashSite.RUNG.toString(),
                "meterline.messaging.ask-after", "200ms",
                "meterline.messaging.abandoned-after", "10s");
        return Life.of(
                BillingService.class, logs.resolve("service-" + System.nanoTime() + ".log"), environment, settings);
    }

    /** What it answers to who asks whether it is ready; 0 when it does not answer. */
    private int ready(Life life) {
        var port = PORT.matcher(life.log());
        if (!port.find()) {
            return 0;
        }
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + "/ready"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException closed) {
            return 0;
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
