package org.meterline.operations.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.meterline.operations.deployment.OutOfReach;
import org.meterline.operations.deployment.Provider;

/** Twilio's message list. It does not tell how webhooks were answered, but whatever it received for us is owed. */
final class TwilioMessages implements ProviderMessages {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAGE_SIZE = 1_000;

    private final Provider.Twilio twilio;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    TwilioMessages(Provider.Twilio twilio) {
        this.twilio = twilio;
    }

    @Override
    public Instant knowsSince() {
        return Instant.EPOCH;
    }

    @Override
    public void forEach(Instant since, Consumer<ProviderMessage> reader) {
        for (var account : twilio.accounts().entrySet()) {
            var path = "/2010-04-01/Accounts/" + account.getKey() + "/Messages.json?PageSize=" + PAGE_SIZE + "&"
                    + URLEncoder.encode("DateSent>", UTF_8) + "=" + URLEncoder.encode(since.toString(), UTF_8);
            while (path != null) {
                var page = page(path, account);
                page.path("messages").forEach(message -> reader.accept(read(message)));
                path = page.path("next_page_uri").textValue();
            }
        }
    }

    private static ProviderMessage read(JsonNode message) {
        var sid = message.path("sid").asText();
        var inbound = message.path("direction").asText().equals("inbound");
        var createdAt = OffsetDateTime.parse(
                        message.path("date_created").asText(), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
        return new ProviderMessage(sid, inbound, createdAt, inbound ? List.of(sid) : List.of());
    }

    private JsonNode page(String path, Map.Entry<String, String> account) {
        var login = Base64.getEncoder().encodeToString((account.getKey() + ":" + account.getValue()).getBytes(UTF_8));
        var request = HttpRequest.newBuilder(twilio.origin().resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Basic " + login)
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new OutOfReach("Twilio's message list answered " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (IOException failure) {
            throw new OutOfReach("Twilio's message list cannot be read: " + MessageRecords.kindOf(failure), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OutOfReach("interrupted while Twilio was asked", stopped);
        }
    }
}
