package org.meterline.messaging.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where Twilio is, where it calls back, and the tokens of each account. Its text form keeps the tokens to itself. */
@Singleton
final class TwilioSettings {

    private final URI apiOrigin;
    private final String publicBaseUrl;
    private final Map<String, List<String>> tokens;

    TwilioSettings(
            @Value("${meterline.twilio.api-origin:`https://api.twilio.com`}") String apiOrigin,
            @Value("${meterline.public-base-url}") String publicBaseUrl,
            @Value("${meterline.twilio.accounts:}") String accounts) {
        this.apiOrigin = URI.create(apiOrigin);
        this.publicBaseUrl = publicBaseUrl;
        this.tokens = parse(accounts);
    }

    private static Map<String, List<String>> parse(String accounts) {
        if (accounts.isBlank()) {
            return Map.of();
        }
        try {
            return new ObjectMapper().readValue(accounts, new TypeReference<>() {});
        } catch (JsonProcessingException unreadable) {
            unreadable.clearLocation(); // it quotes what it could not read
            throw new IllegalArgumentException("TWILIO_ACCOUNTS is not {\"AC…\": [\"primary\", \"secondary\"]}");
        }
    }

    /** The origin that takes the place of {@code https://api.twilio.com}. */
    URI apiOrigin() {
        return apiOrigin;
    }

    /** The address of a message's callbacks, which go on in its trace; null where it has none. */
    String statusCallback(Object outboundId, @Nullable String traceparent) {
        var callback = publicBaseUrl + "/webhooks/twilio/status/" + outboundId;
        return traceparent == null ? callback : callback + "_" + traceparent;
    }

    /** The token that we sign in with. */
    Optional<String> primaryToken(String accountSid) {
        return tokens.getOrDefault(accountSid, List.of()).stream().findFirst();
    }

    @Override
    public String toString() {
        return "TwilioSettings[" + apiOrigin + "]";
    }
}
