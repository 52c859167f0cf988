package org.meterline.conversation.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.UUID;
import org.meterline.contracts.ContactIdentity;
import org.meterline.conversation.domain.State;

/** The small things that the talk keeps as JSON in its tables. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<List<ContactIdentity>> NAMES = new TypeReference<>() {};
    private static final TypeReference<List<UUID>> IDS = new TypeReference<>() {};

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("these are plain lists", impossible);
        }
    }

    static List<ContactIdentity> names(String json) {
        return read(json, NAMES);
    }

    static List<UUID> ids(String json) {
        return read(json, IDS);
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException broken) {
            broken.clearLocation(); // it quotes what it could not read
            throw new IllegalStateException("a row holds no " + type.getType());
        }
    }

    /** A state in one line. */
    static String write(State state) {
        var node = MAPPER.createObjectNode();
        switch (state) {
            case State.Idle idle -> node.put("at", "idle");
            case State.MenuShown menu -> node.put("at", "menu");
            case State.LanguageAsked language -> node.put("at", "language");
            case State.AccountAsked account -> node.put("at", "account");
            case State.ProofAsked(var account) -> node.put("at", "proof").put("account", account);
        }
        return node.toString();
    }

    /** The state behind a line; a line that this version does not know is a talk that begins anew. */
    static State state(String json) {
        try {
            var node = MAPPER.readTree(json);
            return switch (node.path("at").asText()) {
                case "menu" -> new State.MenuShown();
                case "language" -> new State.LanguageAsked();
                case "account" -> new State.AccountAsked();
                case "proof" -> new State.ProofAsked(node.path("account").asText());
                default -> new State.Idle();
            };
        } catch (JsonProcessingException broken) {
            return new State.Idle();
        }
    }
}
