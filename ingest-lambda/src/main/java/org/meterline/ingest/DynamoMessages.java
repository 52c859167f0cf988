package org.meterline.ingest;

import static org.meterline.contracts.MessageTable.*;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.meterline.contracts.MessageTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The message table, as {@link MessageTable} describes it. Beside its attributes an item has {@code claim}. */
final class DynamoMessages implements Messages {

    private static final Logger log = LoggerFactory.getLogger(DynamoMessages.class);

    /** A number of whoever claimed the message: a claim whose answer was lost is known again when the SDK repeats it. */
    private static final String CLAIM = "claim";

    private static final int PAGE_ITEMS = 200;
    private static final int PAGES_MAX = 25;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Duration retention;
    private final int pageItems;
    private final int pagesMax;
    private final Map<String, Map<String, AttributeValue>> nextPages = new ConcurrentHashMap<>();

    DynamoMessages(DynamoDbClient dynamo, String table, Duration retention) {
        this(dynamo, table, retention, PAGE_ITEMS, PAGES_MAX);
    }

    /** With other limits on what is read of one shard of the index in one sweep. */
    DynamoMessages(DynamoDbClient dynamo, String table, Duration retention, int pageItems, int pagesMax) {
        this.dynamo = dynamo;
        this.table = table;
        this.retention = retention;
        this.pageItems = pageItems;
        this.pagesMax = pagesMax;
    }

    @Override
    public Claim claim(Message message) {
        var claim = UUID.randomUUID().toString();
        var item = MessageItem.of(message, retention);
        item.put(CLAIM, AttributeValue.fromS(claim));
        try {
            dynamo.putItem(put -> put.tableName(table)
                    .item(item)
                    .conditionExpression("attribute_not_exists(" + MESSAGE_ID + ")")
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return new Claim.Won();
        } catch (ConditionalCheckFailedException taken) {
            var there = taken.item();
            return claim.equals(MessageItem.stringIn(there, CLAIM))
                    ? new Claim.Won()
                    : new Claim.Taken(MessageItem.stateIn(there));
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
            MessageItem.attributesOf(part).forEach((name, value) -> {
                var placeholder = name + part.number();
                names.put("#" + name, name);
                values.put(":" + placeholder, value);
                sets.add(PARTS + "." + path + ".#" + name + " = :" + placeholder);
            });
        }
        sets.add(INGEST_STATE + " = :next");
        values.put(":next", AttributeValue.fromS(next.name()));
        values.put(":received", AttributeValue.fromS(IngestState.RECEIVED.name()));
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
            return MessageItem.messageIn(another.item())
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
                            ":published", AttributeValue.fromS(IngestState.PUBLISHED.name()),
                            ":stored", AttributeValue.fromS(IngestState.STORED.name()))));
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

    /**
     * The index also lists messages that wait for billing. Those are read over, to a limit; where it is reached, the next sweep
     * goes on, so that a day's worth of them cannot hide the unfinished for good.
     */
    private List<Message> unfinishedIn(String shard, Instant receivedBefore, int limit) {
        var found = new ArrayList<Message>();
        var next = nextPages.getOrDefault(shard, Map.of());
        nextPages.remove(shard);
        for (var page = 0; found.size() < limit; page++) {
            if (page == pagesMax) {
                nextPages.put(shard, next);
                break;
            }
            var answer = page(shard, receivedBefore, next);
            answer.items().forEach(item -> MessageItem.messageIn(item).ifPresent(found::add));
            next = answer.lastEvaluatedKey();
            if (next.isEmpty()) {
                break;
            }
        }
        return found;
    }

    private QueryResponse page(String shard, Instant receivedBefore, Map<String, AttributeValue> from) {
        return dynamo.query(query -> query.tableName(table)
                .indexName(UNSETTLED_INDEX)
                .keyConditionExpression(UNSETTLED + " = :shard AND " + RECEIVED_AT + " < :before")
                .filterExpression(INGEST_STATE + " IN (:received, :stored)")
                .expressionAttributeValues(Map.of(
                        ":shard", AttributeValue.fromS(shard),
                        ":before", MessageItem.time(receivedBefore),
                        ":received", AttributeValue.fromS(IngestState.RECEIVED.name()),
                        ":stored", AttributeValue.fromS(IngestState.STORED.name())))
                .limit(pageItems)
                .exclusiveStartKey(from.isEmpty() ? null : from));
    }

    private static Map<String, AttributeValue> keyOf(Message message) {
        return Map.of(MESSAGE_ID, AttributeValue.fromS(message.id()));
    }
}
