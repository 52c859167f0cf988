package org.meterline.ocr;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.MessageTable.OcrState;
import org.meterline.contracts.PackedText;
import org.meterline.contracts.PhotoEvent;
import org.meterline.contracts.PhotoName;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.contracts.ReadingFailed;
import org.meterline.contracts.ReadingUnreadable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The messages in their table, see {@link MessageTable}. */
final class DynamoDbMessages implements Messages {

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final InstantSource clock;

    DynamoDbMessages(DynamoDbClient dynamoDb, String table, InstantSource clock) {
        this.clock = clock;
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public Optional<KnownPhoto> find(PhotoName photo) {
        var item = dynamoDb.getItem(
                        request -> request.tableName(table).key(key(photo)).consistentRead(true))
                .item();
        var parts = item.get(MessageTable.PARTS);
        var part = parts == null ? null : parts.m().get(photo.id());
        return part == null ? Optional.empty() : Optional.of(known(photo, item, part.m()));
    }

    @Override
    public boolean settle(PhotoName photo, PhotoResult result) {
        var sets = new ArrayList<String>();
        var names = new HashMap<>(Map.of("#state", MessageTable.OCR_STATE));
        var values = new HashMap<String, AttributeValue>();
        attributes(result).forEach((attribute, value) -> {
            names.put("#" + attribute, attribute);
            values.put(":" + attribute, value);
            sets.add("#parts.#id.#" + attribute + " = :" + attribute);
        });
        return update(
                photo,
                "set " + String.join(", ", sets),
                "attribute_exists(#parts.#id) and attribute_not_exists(#parts.#id.#state)",
                names,
                values);
    }

    /** In two steps, because an entry needs its map: the first may be done any number of times. */
    @Override
    public boolean keepBeside(PhotoName photo, PhotoResult result) {
        return update(
                        photo,
                        "set #parts.#id.#further = if_not_exists(#parts.#id.#further, :none)",
                        "attribute_exists(#parts.#id.#state)",
                        Map.of("#further", MessageTable.FURTHER_RESULTS, "#state", MessageTable.OCR_STATE),
                        Map.of(":none", AttributeValue.fromM(Map.of())))
                && update(
                        photo,
                        "set #parts.#id.#further.#version = :result",
                        "attribute_not_exists(#parts.#id.#further.#version)",
                        Map.of(
                                "#further",
                                MessageTable.FURTHER_RESULTS,
                                "#version",
                                result.event().readerVersion()),
                        Map.of(":result", AttributeValue.fromM(attributes(result))));
    }

    private boolean update(
            PhotoName photo,
            String expression,
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values) {
        var all = new HashMap<>(names);
        all.put("#parts", MessageTable.PARTS);
        all.put("#id", photo.id());
        try {
            dynamoDb.updateItem(request -> request.tableName(table)
                    .key(key(photo))
                    .updateExpression(expression)
                    .conditionExpression(condition)
                    .expressionAttributeNames(all)
                    .expressionAttributeValues(values));
            return true;
        } catch (ConditionalCheckFailedException keptAlready) {
            return false;
        }
    }

    private Map<String, AttributeValue> attributes(PhotoResult result) {
        var attributes = new HashMap<>(Map.of(
                MessageTable.OCR_STATE, text(result.state().name()),
                MessageTable.READING, packed(EventJson.write(result.event())),
                MessageTable.READ_AT, text(MILLIS.format(clock.instant()))));
        var work = result.work();
        if (work != null) {
            attributes.put(MessageTable.OCR, packed(WorkJson.write(work)));
        }
        return attributes;
    }

    private static Map<String, AttributeValue> key(PhotoName photo) {
        return Map.of(MessageTable.MESSAGE_ID, text(photo.messageId()));
    }

    private static KnownPhoto known(
            PhotoName photo, Map<String, AttributeValue> item, Map<String, AttributeValue> part) {
        var contact = new ArrayList<ContactIdentity>();
        for (var identity : item.getOrDefault(MessageTable.CONTACT, AttributeValue.fromL(List.of()))
                .l()) {
            contact.add(new ContactIdentity(
                    ContactIdentity.Type.valueOf(required(identity.m(), "type")), required(identity.m(), "value")));
        }
        return new KnownPhoto(
                photo,
                Instant.parse(required(item, MessageTable.RECEIVED_AT)),
                Channel.valueOf(required(item, MessageTable.CHANNEL)),
                required(item, MessageTable.RECEIVING_NUMBER),
                optional(item, MessageTable.USER_PHONE),
                List.copyOf(contact),
                optional(item, MessageTable.TRACEPARENT),
                results(part));
    }

    private static List<PhotoEvent> results(Map<String, AttributeValue> part) {
        var state = optional(part, MessageTable.OCR_STATE);
        if (state == null) {
            return List.of();
        }
        var results = new ArrayList<PhotoEvent>();
        results.add(event(state, part));
        var further = part.get(MessageTable.FURTHER_RESULTS);
        if (further != null) {
            new TreeMap<>(further.m())
                    .values()
                    .forEach(result -> results.add(event(required(result.m(), MessageTable.OCR_STATE), result.m())));
        }
        return results;
    }

    private static PhotoEvent event(String state, Map<String, AttributeValue> result) {
        var json = json(result);
        return switch (OcrState.valueOf(state)) {
            case READ -> EventJson.read(json, ReadingCaptured.class);
            case UNREADABLE -> EventJson.read(json, ReadingUnreadable.class);
            case FAILED -> EventJson.read(json, ReadingFailed.class);
        };
    }

    /** The event as it was told; older items hold it as it is. */
    private static String json(Map<String, AttributeValue> result) {
        var packed = result.get(MessageTable.READING);
        return packed == null || packed.b() == null
                ? required(result, MessageTable.READING)
                : PackedText.unpack(packed.b().asByteArray());
    }

    private static AttributeValue packed(String json) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(PackedText.pack(json)));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static String required(Map<String, AttributeValue> map, String name) {
        var value = optional(map, name);
        if (value == null) {
            throw new IllegalStateException("the item has no " + name);
        }
        return value;
    }

    private static @Nullable String optional(Map<String, AttributeValue> map, String name) {
        var value = map.get(name);
        return value == null ? null : value.s();
    }
}
