package org.meterline.simulator.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.meterline.simulator.chat.Sid;
import org.meterline.simulator.http.Json;
import org.meterline.simulator.http.Request;

/** The accounts by their ids, each with its primary token and, while tokens rotate, a second one. */
public final class Accounts {

    private final Map<String, List<String>> tokens;

    private Accounts(Map<String, List<String>> tokens) {
        this.tokens = tokens;
    }

    /** Reads {@code {"AC…":["primary","secondary"]}}. @throws IllegalArgumentException if it is something else */
    public static Accounts parse(String json) {
        Map<String, List<String>> tokens;
        try {
            tokens = Json.MAPPER.readValue(json, new TypeReference<LinkedHashMap<String, List<String>>>() {});
        } catch (IOException notSo) {
            throw new IllegalArgumentException("accounts are {\"AC…\":[\"token\"]}"); // the cause would show tokens
        }
        var sound = !tokens.isEmpty()
                && tokens.keySet().stream()
                        .allMatch(sid -> Sid.ACCOUNT.matcher(sid).matches())
                && tokens.values().stream().noneMatch(List::isEmpty);
        if (!sound) {
            throw new IllegalArgumentException("accounts are {\"AC…\":[\"token\"]}");
        }
        return new Accounts(tokens);
    }

    /** The first account: the one that customers write to unless they say otherwise. */
    public String first() {
        return tokens.keySet().iterator().next();
    }

    public boolean has(String accountSid) {
        return tokens.containsKey(accountSid);
    }

    /** The token that signs. */
    public String primaryToken(String accountSid) {
        return Objects.requireNonNull(tokens.get(accountSid), "unknown account").getFirst();
    }

    /** The account whose Basic credentials a request carries; empty when it carries none or wrong ones. */
    public Optional<String> authenticated(Request request) {
        return request.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, "Basic ", 0, 6))
                .flatMap(header -> decoded(header.substring(6).strip()))
                .filter(credentials -> credentials.indexOf(':') > 0)
                .flatMap(credentials -> {
                    var colon = credentials.indexOf(':');
                    return known(credentials.substring(0, colon), credentials.substring(colon + 1));
                });
    }

    private Optional<String> known(String accountSid, String token) {
        return tokens.getOrDefault(accountSid, List.of()).stream()
                .filter(good -> MessageDigest.isEqual(good.getBytes(UTF_8), token.getBytes(UTF_8)))
                .findFirst()
                .map(good -> accountSid);
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), UTF_8));
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }
}
