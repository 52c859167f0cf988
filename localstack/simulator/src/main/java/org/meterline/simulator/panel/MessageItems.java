package org.meterline.simulator.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.PackedText;
import org.meterline.simulator.http.Json;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The message table, read only. */
public final class MessageItems implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final DynamoDbClient dynamoDb;
    private final String table;

    MessageItems(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /** Connects by the SDK's own environment variables. */
    public static MessageItems of(String table) {
        var client = DynamoDbClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(config -> config.apiCallTimeout(PATIENCE))
                .build();
        return new MessageItems(client, table);
    }

    /** One part of a message as JSON, without what does not concern the panel; empty when it is not there (yet). */
    Optional<JsonNode> part(String messageId, String partId) {
        var item = dynamoDb.getItem(request -> request.tableName(table)
                        .key(Map.of(MessageTable.MESSAGE_ID, AttributeValue.fromS(messageId)))
                        .projectionExpression("#state, #parts.#part")
                        .expressionAttributeNames(Map.of(
                                "#state", MessageTable.INGEST_STATE, "#parts", MessageTable.PARTS, "#part", partId)))
                .item();
        if (item.isEmpty()) {
            return Optional.empty();
        }
        var parts = item.getOrDefault(MessageTable.PARTS, AttributeValue.fromM(Map.of()))
                .m();
        var part = json(parts.getOrDefault(partId, AttributeValue.fromM(Map.of())));
        if (part instanceof ObjectNode object) {
            object.remove(MessageTable.MEDIA_URL);
            object.set(
                    MessageTable.INGEST_STATE,
                    json(item.getOrDefault(MessageTable.INGEST_STATE, AttributeValue.fromNul(true))));
        }
        return Optional.of(part);
    }

    @Override
    public void close() {
        dynamoDb.close();
    }

    static JsonNode json(AttributeValue value) {
        var nodes = Json.MAPPER.getNodeFactory();
        return switch (value.type()) {
            case S -> text(value.s());
            case B -> packed(value.b().asByteArray());
            case N -> nodes.numberNode(new BigDecimal(value.n()));
            case BOOL -> nodes.booleanNode(value.bool());
            case M -> {
                var object = nodes.objectNode();
                value.m().forEach((name, member) -> object.set(name, json(member)));
                yield object;
            }
            case L -> {
                ArrayNode array = nodes.arrayNode();
                value.l().forEach(member -> array.add(json(member)));
                yield array;
            }
            case SS -> {
                ArrayNode array = nodes.arrayNode();
                value.ss().forEach(array::add);
                yield array;
            }
            default -> nodes.nullNode();
        };
    }

    private static JsonNode packed(byte[] packed) {
        try {
            return text(PackedText.unpack(packed));
        } catch (IllegalArgumentException ofAnotherVersion) {
            return Json.MAPPER.getNodeFactory().nullNode();
        }
    }

    /** JSON may be kept as a text. */
    private static JsonNode text(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                return Json.MAPPER.readTree(text);
            } catch (IOException plain) {
                return Json.MAPPER.getNodeFactory().textNode(text);
            }
        }
        return Json.MAPPER.getNodeFactory().textNode(text);
    }
}
