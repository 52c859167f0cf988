package org.meterline.ingest;

import static org.meterline.contracts.MessageTable.*;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.PartKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The message table, as {@link MessageTable} describes it. Beside its attributes an item has {@code route} and {@code claim}. */
final class DynamoMessages implements Messages {

    private static final Logger log = LoggerFactory.getLogger(DynamoMessages.class);

    /** The webhook path: with the raw payload it is enough to understand the message again. */
    private static final String ROUTE = "route";

    /** A number of whoever claimed the message: a claim whose answer was lost is known again when the SDK repeats it. */
    private static final String CLAIM = "claim";

    /** Of one size, so that times sort as text. */
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final int PAGE_ITEMS = 200;
    private static final int PAGES_MAX = 25; // of one shard in one sweep

    private final DynamoDbClient dynamo;
    private final String table;
    private final Duration retention;

    DynamoMessages(DynamoDbClient dynamo, String table, Duration retention) {
        this.dynamo = dynamo;
        this.table = table;
        this.retention = retention;
    }

    @Override
    public Claim claim(Message message) {
        var claim = UUID.randomUUID().toString();
        var item = itemOf(message);
        item.put(CLAIM, string(claim));
        try {
            dynamo.putItem(put -> put.tableName(table)
                    .item(item)
                    .conditionExpression("attribute_not_exists(" + MESSAGE_ID + ")")
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return new Claim.Won();
        } catch (ConditionalCheckFailedException taken) {
            var there = taken.item();
            return claim.equals(stringIn(there, CLAIM)) ? new Claim.Won() : new Claim.Taken(stateIn(there));
        }
    }

    @Override
    public Message keepFiles(Message message, List<Message.Part> settled, IngestState next) {
        var names = new HashMap<String, String>();
        var values = new HashMap<String, AttributeValue>();
        var sets = new ArrayList<String>();
        for (var part : settled) {
            var path = "#p" + part.number();
            names.put(path, part.id());
            attributesOf(part).forEach((name, value) -> {
                var placeholder = name + part.number();
                names.put("#" + name, name);
                values.put(":" + placeholder, value);
                sets.add(PARTS + "." + path + ".#" + name + " = :" + placeholder);
            });
        }
        sets.add(INGEST_STATE + " = :next");
        values.put(":next", string(next.name()));
        values.put(":received", string(IngestState.RECEIVED.name()));
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(keyOf(message))
                    .updateExpression("SET " + String.join(", ", sets))
                    .conditionExpression(INGEST_STATE + " = :received")
                    .expressionAttributeNames(names.isEmpty() ? null : names)
                    .expressionAttributeValues(values)
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return message.with(settled, next);
        } catch (ConditionalCheckFailedException another) {
            return messageIn(another.item())
                    .orElseThrow(() -> new IllegalStateException("message " + message.id() + " is not kept any more"));
        }
    }

    @Override
    public void markPublished(Message message) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(keyOf(message))
                    .updateExpression("SET " + INGEST_STATE + " = :published")
                    .conditionExpression(INGEST_STATE + " = :stored")
                    .expressionAttributeValues(Map.of(
                            ":published", string(IngestState.PUBLISHED.name()),
                            ":stored", string(IngestState.STORED.name()))));
        } catch (ConditionalCheckFailedException already) {
            log.debug("message {} was marked before", message.id());
        }
    }

    @Override
    public List<Message> unfinished(Instant receivedBefore, int limit) {
        var found = new ArrayList<Message>();
        for (var shard = 0; shard < UNSETTLED_SHARDS; shard++) {
            found.addAll(unfinishedIn(Integer.toString(shard), receivedBefore, limit));
        }
        return found.stream()
                .sorted(Comparator.comparing(Message::receivedAt))
                .limit(limit)
                .toList();
    }

    /** The index also lists messages that wait for billing: pages of those are read over, to a limit. */
    private List<Message> unfinishedIn(String shard, Instant receivedBefore, int limit) {
        var found = new ArrayList<Message>();
        Map<String, AttributeValue> from = Map.of();
        for (var page = 0; page < PAGES_MAX && found.size() < limit; page++) {
            var start = from;
            var answer = dynamo.query(query -> query.tableName(table)
                    .indexName(UNSETTLED_INDEX)
                    .keyConditionExpression(UNSETTLED + " = :shard AND " + RECEIVED_AT + " < :before")
                    .filterExpression(INGEST_STATE + " IN (:received, :stored)")
                    .expressionAttributeValues(Map.of(
                            ":shard", string(shard),
                            ":before", string(MILLIS.format(receivedBefore)),
                            ":received", string(IngestState.RECEIVED.name()),
                            ":stored", string(IngestState.STORED.name())))
                    .limit(PAGE_ITEMS)
                    .exclusiveStartKey(start.isEmpty() ? null : start));
            answer.items().forEach(item -> messageIn(item).ifPresent(found::add));
            if (!answer.hasLastEvaluatedKey() || answer.lastEvaluatedKey().isEmpty()) {
                break;
            }
            from = answer.lastEvaluatedKey();
        }
        return found;
    }

    /** The item of a message that is claimed. */
    Map<String, AttributeValue> itemOf(Message message) {
        var item = new LinkedHashMap<String, AttributeValue>();
        item.put(MESSAGE_ID, string(message.id()));
        item.put(RECEIVED_AT, string(MILLIS.format(message.receivedAt())));
        item.put(INGEST_STATE, string(message.state().name()));
        item.put(ACCOUNT_SID, string(message.inbound().accountSid()));
        item.put(CHANNEL, string(message.inbound().channel().name()));
        item.put(ROUTE, string(message.route().path()));
        item.put(RAW, string(message.raw().value()));
        item.put(UNSETTLED, string(unsettledShard(message.id())));
        var expiresAt = message.receivedAt().plus(retention).getEpochSecond();
        item.put(EXPIRES_AT, AttributeValue.fromN(Long.toString(expiresAt)));
        var parts = new LinkedHashMap<String, AttributeValue>();
        message.parts().forEach(part -> parts.put(part.id(), AttributeValue.fromM(attributesOf(part))));
        item.put(PARTS, AttributeValue.fromM(parts));
        if (message.inbound() instanceof Inbound.FromCustomer inbound) {
            item.putAll(customerAttributes(inbound));
        }
        return item;
    }

    private static Map<String, AttributeValue> customerAttributes(Inbound.FromCustomer inbound) {
        var attributes = new LinkedHashMap<String, AttributeValue>();
        var envelope = inbound.envelope();
        attributes.put(RECEIVING_NUMBER, string(envelope.receivingNumber()));
        put(attributes, USER_PHONE, envelope.userPhone());
        attributes.put(
                CONTACT,
                AttributeValue.fromL(envelope.contact().stream()
                        .map(DynamoMessages::identity)
                        .toList()));
        var text = inbound.text();
        put(attributes, TEXT, text == null ? null : text.value());
        if (inbound instanceof Inbound.Reply reply) {
            put(attributes, REPLY_PAYLOAD, reply.payload().value());
        }
        if (inbound instanceof Inbound.OptOut optOut) {
            put(attributes, OPT_OUT_TYPE, optOut.type());
        }
        return attributes;
    }

    private static AttributeValue identity(ContactIdentity identity) {
        return AttributeValue.fromM(Map.of("type", string(identity.type().name()), "value", string(identity.value())));
    }

    private static Map<String, AttributeValue> attributesOf(Message.Part part) {
        var attributes = new LinkedHashMap<String, AttributeValue>();
        attributes.put(KIND, string(part.kind().name()));
        attributes.put(NUMBER, AttributeValue.fromN(Integer.toString(part.number())));
        put(attributes, MEDIA_URL, part.mediaUrl());
        put(attributes, CONTENT_TYPE, part.contentType());
        var file = part.file();
        if (file != null) {
            attributes.put(S3_KEY, string(file.key()));
            attributes.put(SHA256, string(file.sha256()));
            attributes.put(BYTES, AttributeValue.fromN(Long.toString(file.bytes())));
        }
        return attributes;
    }

    /** The message in an item; empty for one that this version does not understand, which is told and skipped. */
    private static Optional<Message> messageIn(Map<String, AttributeValue> item) {
        var raw = stringIn(item, RAW);
        var path = stringIn(item, ROUTE);
        var receivedAt = stringIn(item, RECEIVED_AT);
        if (raw == null || path == null || receivedAt == null) {
            return Optional.empty();
        }
        var message = Route.in(path)
                .flatMap(route -> Form.of(raw)
                        .flatMap(form -> InboundParser.parse(route, form))
                        .map(inbound -> new Message(
                                inbound,
                                route,
                                new Words(raw),
                                Instant.parse(receivedAt),
                                stateIn(item),
                                partsIn(item))));
        if (message.isEmpty()) {
            log.error("message {} is kept and not understood", stringIn(item, MESSAGE_ID));
        }
        return message;
    }

    private static List<Message.Part> partsIn(Map<String, AttributeValue> item) {
        var parts = item.getOrDefault(PARTS, AttributeValue.fromM(Map.of())).m();
        return parts.entrySet().stream()
                .map(entry -> partIn(entry.getKey(), entry.getValue().m()))
                .sorted(Comparator.comparingInt(Message.Part::number))
                .toList();
    }

    private static Message.Part partIn(String id, Map<String, AttributeValue> part) {
        var key = stringIn(part, S3_KEY);
        var sha256 = stringIn(part, SHA256);
        var file = key == null || sha256 == null ? null : new Message.StoredFile(key, sha256, numberIn(part, BYTES));
        return new Message.Part(
                id,
                PartKind.valueOf(Objects.requireNonNull(stringIn(part, KIND))),
                (int) numberIn(part, NUMBER),
                stringIn(part, MEDIA_URL),
                stringIn(part, CONTENT_TYPE),
                file);
    }

    private static IngestState stateIn(Map<String, AttributeValue> item) {
        var state = stringIn(item, INGEST_STATE);
        return state == null ? IngestState.PUBLISHED : IngestState.valueOf(state);
    }

    private static Map<String, AttributeValue> keyOf(Message message) {
        return Map.of(MESSAGE_ID, string(message.id()));
    }

    private static @Nullable String stringIn(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        return value == null ? null : value.s();
    }

    private static long numberIn(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(Objects.requireNonNull(item.get(name)).n());
    }

    private static void put(Map<String, AttributeValue> item, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            item.put(name, string(value));
        }
    }

    private static AttributeValue string(String value) {
        return AttributeValue.fromS(value);
    }
}
