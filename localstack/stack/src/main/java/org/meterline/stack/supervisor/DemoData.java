package org.meterline.stack.supervisor;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Two made-up utilities with customers in seven languages, meters that the sample photos show, and their readings of the last two
 * months, planted through the same imports that a real utility uses. The imports are idempotent: planting again changes nothing.
 */
public final class DemoData {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> UTILITIES = List.of("cape", "karoo");
    private static final List<String> IMPORTS = List.of("customers", "meters", "readings");
    private static final Pattern DAYS_AGO = Pattern.compile("\\{(\\d+)}");

    private final Home home;
    private final int billingPort;
    private final String adminKey;

    public DemoData(Home home, int billingPort, String adminKey) {
        this.home = home;
        this.billingPort = billingPort;
        this.adminKey = adminKey;
    }

    /** The file with the people of the chat page. */
    static Path people(Home home) {
        return home.writePrivate("people.csv", resource("people.csv"));
    }

    /** Whose meter a sample photo shows; empty for other photos. */
    public static Optional<String> senderOf(Path photo) {
        var name = "," + photo.getFileName();
        return resource("people.csv")
                .lines()
                .filter(person -> person.endsWith(name))
                .map(person -> person.split(",", -1)[1])
                .findFirst();
    }

    /** Plants what is missing. @throws StartException when billing does not take it */
    public void plant() {
        var firstPlanted = firstPlanted();
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .build()) {
            take(http, "tenants", "", resource("tenants.csv"));
            for (var utility : UTILITIES) {
                for (var what : IMPORTS) {
                    take(http, what, utility, dated(resource(utility + "/" + what + ".csv"), firstPlanted));
                }
            }
        } catch (IOException failure) {
            throw new StartException("the demo data could not be planted: billing does not answer", failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new StartException("stopped while starting");
        }
    }

    private void take(HttpClient http, String what, String utility, String csv)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + billingPort + "/api/imports/" + what))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + adminKey)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(csv));
        if (!utility.isEmpty()) {
            request.header("X-Tenant", utility);
        }
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        var rejected = answer.statusCode() == 200
                ? JSON.readTree(answer.body()).path("rejected").asInt()
                : 0;
        if (answer.statusCode() != 200 || rejected > 0) {
            throw new StartException("the demo " + what + " of '" + utility + "' were not taken: billing answered "
                    + answer.statusCode() + " " + answer.body());
        }
    }

    /** The moment that demo readings are counted back from: it stays, so that planting again plants the same. */
    private Instant firstPlanted() {
        var note = home.file("demo-planted");
        try {
            if (!Files.exists(note)) {
                home.writePrivate(
                        "demo-planted",
                        Instant.now().truncatedTo(ChronoUnit.HOURS).toString());
            }
            return Instant.parse(Files.readString(note));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot use " + note, failure);
        }
    }

    private static String dated(String csv, Instant now) {
        return DAYS_AGO.matcher(csv)
                .replaceAll(days -> now.minus(Integer.parseInt(days.group(1)), ChronoUnit.DAYS)
                        .toString());
    }

    private static String resource(String name) {
        try (var resource = DemoData.class.getResourceAsStream("/demo/" + name)) {
            if (resource == null) {
                throw new IllegalStateException("the demo data lack " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
