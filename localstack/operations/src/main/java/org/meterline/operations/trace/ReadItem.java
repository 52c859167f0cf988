package org.meterline.operations.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.meterline.operations.deployment.OutOfReach;
import org.meterline.operations.deployment.Target;
import org.meterline.operations.store.ItemText;
import org.meterline.operations.store.Stores;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * All that the message table holds of one message, with what is packed there unpacked. Unlike a journey it shows numbers, names and
 * words: it is for who looks for a fault in them.
 */
public final class ReadItem {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JSON.getNodeFactory();

    private final Target target;

    public ReadItem(Target target) {
        this.target = target;
    }

    /**
     * The item behind an id, as {@link ReadJourney} finds it, as JSON.
     *
     * @return empty when no store knows it
     * @throws OutOfReach when a store cannot be asked
     */
    public Optional<String> of(String id) {
        try (var stores = new Stores(target)) {
            return new FindMessage(stores)
                    .of(id)
                    .map(messageId -> json(stores.messages().item(messageId)).toPrettyString());
        }
    }

    static JsonNode json(Map<String, AttributeValue> item) {
        var object = NODES.objectNode();
        new TreeMap<>(item).forEach((name, value) -> object.set(name, json(value)));
        return object;
    }

    private static JsonNode json(AttributeValue value) {
        return switch (value.type()) {
            case S -> NODES.textNode(value.s());
            case N -> NODES.numberNode(new BigDecimal(value.n()));
            case BOOL -> NODES.booleanNode(value.bool());
            case B -> unpacked(ItemText.of(value));
            case M -> json(value.m());
            case L -> {
                var list = NODES.arrayNode();
                value.l().forEach(member -> list.add(json(member)));
                yield list;
            }
            default -> NODES.nullNode();
        };
    }

    /** What is packed is JSON, or a form as it came. */
    private static JsonNode unpacked(@Nullable String text) {
        if (text == null) {
            return NODES.textNode("packed in a form that this version does not know");
        }
        try {
            return text.startsWith("{") ? JSON.readTree(text) : NODES.textNode(text);
        } catch (JsonProcessingException plain) {
            return NODES.textNode(text);
        }
    }
}
