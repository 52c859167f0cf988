package org.meterline.ingest;

import static org.meterline.contracts.MessageTable.*;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.meterline.contracts.MessageTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The message table, as {@link MessageTable} describes it. Beside its attributes an item has {@code claim}. */
final class DynamoMessages implements Messages {

    private static final Logger log = LoggerFactory.getLogger(DynamoMessages.class);

    /** A number of whoever claimed the message: a claim whose answer was lost is known again when the SDK repeats it. */
    private static final String CLAIM = "claim";

    private static final int KEYS_MAX = 100; // DynamoDB's own limit
    private static final int ROUNDS_MAX = 5;
    private static final int READ_AT_ONCE = 8;
    private static final int PAGE_ITEMS = 200;
    private static final int PAGES_MAX = 25;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Duration retention;
    private final InstantSource clock;
    private final int pageItems;
    private final int pagesMax;
    private final Map<String, Map<String, AttributeValue>> nextPages = new ConcurrentHashMap<>();

    DynamoMessages(DynamoDbClient dynamo, String table, Duration retention, InstantSource clock) {
        this(dynamo, table, retention, clock, PAGE_ITEMS, PAGES_MAX);
    }

    /** With other limits on what is read of one shard of the index in one sweep. */
    DynamoMessages(
            DynamoDbClient dynamo, String table, Duration retention, InstantSource clock, int pageItems, int pagesMax) {
        this.dynamo = dynamo;
        this.table = table;
        this.retention = retention;
        this.clock = clock;
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
                    : new Claim.Taken(MessageItem.stateIn(there), MessageItem.stringIn(there, TRACEPARENT));
        }
    }

    @Override
    public Optional<Message> find(String messageId) {
        var item = item(messageId);
        return item.isEmpty() ? Optional.empty() : MessageItem.messageIn(item);
    }

    @Override
    public Set<String> missing(Collection<String> messageIds) {
        var ids = List.copyOf(new LinkedHashSet<>(messageIds));
        var missing = new LinkedHashSet<String>();
        for (var from = 0; from < ids.size(); from += KEYS_MAX) {
            missing.addAll(missingOf(ids.subList(from, Math.min(from + KEYS_MAX, ids.size()))));
        }
        return missing;
    }

    private Set<String> missingOf(List<String> ids) {
        var missing = new LinkedHashSet<>(ids);
        var keys = ids.stream()
                .map(id -> Map.of(MESSAGE_ID, AttributeValue.fromS(id)))
                .toList();
        var asked = Map.of(
                table,
                KeysAndAttributes.builder()
                        .keys(keys)
                        .projectionExpression(MESSAGE_ID)
                        .build());
        for (var round = 0; round < ROUNDS_MAX && !asked.isEmpty(); round++) {
            var wanted = asked;
            var answer = dynamo.batchGetItem(get -> get.requestItems(wanted));
            answer.responses()
                    .getOrDefault(table, List.of())
                    .forEach(item -> missing.remove(MessageItem.stringIn(item, MESSAGE_ID)));
            asked = answer.unprocessedKeys();
        }
        asked.values()
                .forEach(unknown ->
                        unknown.keys().forEach(key -> missing.remove(MessageItem.stringIn(key, MESSAGE_ID))));
        return missing;
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
        if (next == IngestState.STORED) {
            sets.add(STORED_AT + " = :now");
            values.put(":now", MessageItem.time(clock.instant()));
        }
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

    /**
     * Billing puts a message to rest with the last outcome, unless that came before we told of it: photos are read without us. Then
     * it is at rest from here. Outcomes never go away, so that the second of the two attempts cannot be overtaken.
     */
    @Override
    public void markPublished(Message message) {
        if (!mark(message, " AND (" + someOutcomeIsMissing(message) + ")", "")
                && !mark(message, "", " REMOVE " + UNSETTLED)) {
            log.debug("message {} was marked before", message.id());
        }
    }

    private boolean mark(Message message, String furtherCondition, String furtherChange) {
        var names = new HashMap<String, String>();
        if (!furtherCondition.isEmpty()) {
            message.parts().forEach(part -> names.put("#p" + part.number(), part.id()));
        }
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(keyOf(message))
                    .updateExpression(
                            "SET " + INGEST_STATE + " = :published, " + PUBLISHED_AT + " = :now" + furtherChange)
                    .conditionExpression(INGEST_STATE + " = :stored" + furtherCondition)
                    .expressionAttributeNames(names.isEmpty() ? null : names)
                    .expressionAttributeValues(Map.of(
                            ":published", AttributeValue.fromS(IngestState.PUBLISHED.name()),
                            ":stored", AttributeValue.fromS(IngestState.STORED.name()),
                            ":now", MessageItem.time(clock.instant()))));
            return true;
        } catch (ConditionalCheckFailedException notSo) {
            return false;
        }
    }

    private static String someOutcomeIsMissing(Message message) {
        return message.parts().stream()
                .map(part -> "attribute_not_exists(" + PARTS + ".#p" + part.number() + "." + OUTCOME + ")")
                .collect(Collectors.joining(" OR "));
    }

    /**
     * The index also lists messages that wait for others. Those are read over, to a limit; where it is reached, the next sweep
     * goes on, so that a day's worth of them cannot hide the unfinished for good.
     */
    @Override
    public Iterator<Message> unfinished(IngestState state, Instant receivedBefore) {
        var shards = IntStream.range(0, UNSETTLED_SHARDS)
                .mapToObj(shard -> new UnfinishedMessages.Shard(
                        from -> page(shard, state, receivedBefore, from), pagesMax, bookmark(state + "/" + shard)))
                .toList();
        return new UnfinishedMessages(shards);
    }

    private UnfinishedMessages.Bookmark bookmark(String name) {
        return new UnfinishedMessages.Bookmark() {
            @Override
            public Map<String, AttributeValue> taken() {
                var page = nextPages.remove(name);
                return page == null ? Map.of() : page;
            }

            @Override
            public void put(Map<String, AttributeValue> page) {
                nextPages.put(name, page);
            }
        };
    }

    private QueryResponse page(int shard, IngestState state, Instant receivedBefore, Map<String, AttributeValue> from) {
        var listed = dynamo.query(query -> query.tableName(table)
                .indexName(UNSETTLED_INDEX)
                .keyConditionExpression(UNSETTLED + " = :shard AND " + RECEIVED_AT + " < :before")
                .filterExpression(INGEST_STATE + " = :state")
                .expressionAttributeValues(Map.of(
                        ":shard", AttributeValue.fromS(Integer.toString(shard)),
                        ":before", MessageItem.time(receivedBefore),
                        ":state", AttributeValue.fromS(state.name())))
                .limit(pageItems)
                .exclusiveStartKey(from.isEmpty() ? null : from));
        return listed.toBuilder().items(whole(listed.items(), state)).build();
    }

    /** The items that the index lists, in its order, as they are now; without those that have gone on meanwhile. */
    private List<Map<String, AttributeValue>> whole(List<Map<String, AttributeValue>> listed, IngestState state) {
        var whole = new ArrayList<Map<String, AttributeValue>>();
        try (var readers =
                Executors.newFixedThreadPool(READ_AT_ONCE, Thread.ofVirtual().factory())) {
            var reads = listed.stream()
                    .map(item -> readers.submit(() -> item(idOf(item))))
                    .toList();
            for (var read : reads) {
                var item = read.get();
                if (!item.isEmpty() && MessageItem.stateIn(item) == state) {
                    whole.add(item);
                }
            }
            return whole;
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the unfinished messages cannot be read", failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    /** The item of a message; empty when there is none. */
    private Map<String, AttributeValue> item(String messageId) {
        return dynamo.getItem(get -> get.tableName(table)
                        .key(Map.of(MESSAGE_ID, AttributeValue.fromS(messageId)))
                        .consistentRead(true))
                .item();
    }

    private static String idOf(Map<String, AttributeValue> item) {
        return Objects.requireNonNull(MessageItem.stringIn(item, MESSAGE_ID), "an item has its key");
    }

    private static Map<String, AttributeValue> keyOf(Message message) {
        return Map.of(MESSAGE_ID, AttributeValue.fromS(message.id()));
    }
}
