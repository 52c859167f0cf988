package org.meterline.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The auth tokens of our Twilio accounts, from one secret. Fetched when first needed, kept for five minutes, and fetched anew
 * when a signature does not match, because a token may just have been rotated; but not more often than every 30 s, so that
 * forged requests cannot wear out the secret store. While the store is down, what was known an hour ago still counts.
 */
final class TwilioTokens {

    private static final Logger log = LoggerFactory.getLogger(TwilioTokens.class);
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration KEPT_IN_AN_OUTAGE = Duration.ofHours(1);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Secrets secrets;
    private final String secretId;
    private final InstantSource clock;
    private @Nullable Known known;

    private record Known(Map<String, List<String>> byAccount, Instant at, Instant askedAt) {}

    TwilioTokens(Secrets secrets, String secretId, InstantSource clock) {
        this.secrets = secrets;
        this.secretId = secretId;
        this.clock = clock;
    }

    /** An account's tokens, primary first; none for a foreign account. */
    List<String> of(String accountSid) {
        return tokens(accountSid, KEPT);
    }

    /** An account's tokens, after they did not fit a signature. */
    List<String> refreshed(String accountSid) {
        return tokens(accountSid, BETWEEN_FETCHES);
    }

    /** Every account of ours. */
    Set<String> accounts() {
        return known(KEPT).byAccount().keySet();
    }

    private List<String> tokens(String accountSid, Duration ageMax) {
        return known(ageMax).byAccount().getOrDefault(accountSid, List.of()).stream()
                .filter(token -> !token.isBlank())
                .toList();
    }

    private synchronized Known known(Duration ageMax) {
        var now = clock.instant();
        var current = known;
        if (current == null || !current.askedAt().plus(ageMax).isAfter(now)) {
            current = fetch(current, now);
            known = current;
        }
        return current;
    }

    private Known fetch(@Nullable Known old, Instant now) {
        try {
            return new Known(parse(secrets.read(secretId)), now, now);
        } catch (RuntimeException failure) {
            if (old == null || old.at().plus(KEPT_IN_AN_OUTAGE).isBefore(now)) {
                throw failure;
            }
            log.error("tokens cannot be fetched, those of {} are used", old.at(), failure);
            return new Known(old.byAccount(), old.at(), now);
        }
    }

    private static Map<String, List<String>> parse(String secret) {
        try {
            return JSON.readValue(secret, new TypeReference<>() {});
        } catch (JsonProcessingException quotesTheSecret) {
            throw new IllegalStateException("the secret is not {\"AC…\":[\"token\",…]}");
        }
    }
}
