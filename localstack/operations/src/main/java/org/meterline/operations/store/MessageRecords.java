package org.meterline.operations.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MessageTable;
import org.meterline.operations.deployment.OutOfReach;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** The message table, read from end to end by several hands at once, a page each: memory stays flat whatever its size. */
public final class MessageRecords implements AutoCloseable {

    private static final int SEGMENTS = 4;
    private static final Map<String, String> ATTRIBUTES = Stream.of(
                    MessageTable.MESSAGE_ID,
                    MessageTable.RECEIVED_AT,
                    MessageTable.INGEST_STATE,
                    MessageTable.UNSETTLED,
                    MessageTable.USER_PHONE,
                    MessageTable.CONTACT,
                    MessageTable.TEXT,
                    MessageTable.RAW,
                    MessageTable.PARTS)
            .collect(Collectors.toUnmodifiableMap(name -> "#" + name, name -> name)); // some are reserved words
    private static final Pattern PROFILE_NAME = Pattern.compile("(?:^|&)ProfileName=([^&]*)");

    private final DynamoDbClient dynamo;
    private final String table;
    private final ReentrantLock turn = new ReentrantLock();

    MessageRecords(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public void close() {
        dynamo.close();
    }

    /** All that the table holds of one message, as it holds it; empty for one that it does not know. */
    public Map<String, AttributeValue> item(String messageId) {
        return asked(() -> dynamo.getItem(get -> get.tableName(table)
                        .key(Map.of(MessageTable.MESSAGE_ID, AttributeValue.fromS(messageId)))
                        .consistentRead(true))
                .item());
    }

    /** Shows every record to a reader, one at a time. */
    public void forEach(Consumer<MessageRecord> reader) {
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var segments = IntStream.range(0, SEGMENTS)
                    .<Future<?>>mapToObj(segment -> hands.submit(() -> scan(segment, reader)))
                    .toList();
            for (var segment : segments) {
                segment.get();
            }
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("the message table was not read to its end", failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OutOfReach("interrupted while the message table was read", stopped);
        }
    }

    /** One record; empty when there is none. */
    public Optional<MessageRecord> find(String messageId) {
        var item = asked(() -> dynamo.getItem(get -> get.tableName(table)
                        .key(Map.of(MessageTable.MESSAGE_ID, AttributeValue.fromS(messageId)))
                        .consistentRead(true)))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(record(item));
    }

    /** How many messages the index lists as not at rest. */
    public long unsettled() {
        var count = 0L;
        for (var shard = 0; shard < MessageTable.UNSETTLED_SHARDS; shard++) {
            count += unsettledIn(Integer.toString(shard));
        }
        return count;
    }

    private void scan(int segment, Consumer<MessageRecord> reader) {
        var from = new HashMap<String, AttributeValue>();
        do {
            var page = asked(() -> dynamo.scan(scan -> scan.tableName(table)
                    .segment(segment)
                    .totalSegments(SEGMENTS)
                    .consistentRead(true)
                    .projectionExpression(String.join(", ", ATTRIBUTES.keySet()))
                    .expressionAttributeNames(ATTRIBUTES)
                    .exclusiveStartKey(from.isEmpty() ? null : from)));
            turn.lock();
            try {
                page.items().forEach(item -> reader.accept(record(item)));
            } finally {
                turn.unlock();
            }
            from.clear();
            from.putAll(page.lastEvaluatedKey());
        } while (!from.isEmpty());
    }

    private long unsettledIn(String shard) {
        var count = 0L;
        var from = new HashMap<String, AttributeValue>();
        do {
            var page = asked(() -> dynamo.query(query -> query.tableName(table)
                    .indexName(MessageTable.UNSETTLED_INDEX)
                    .select(Select.COUNT)
                    .keyConditionExpression(MessageTable.UNSETTLED + " = :shard")
                    .expressionAttributeValues(Map.of(":shard", AttributeValue.fromS(shard)))
                    .exclusiveStartKey(from.isEmpty() ? null : from)));
            count += page.count();
            from.clear();
            from.putAll(page.lastEvaluatedKey());
        } while (!from.isEmpty());
        return count;
    }

    private <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException failure) {
            throw new OutOfReach("the message table " + table + " cannot be read: " + kindOf(failure), failure);
        }
    }

    /** Without the message's own words: they may quote an item. */
    static String kindOf(Throwable failure) {
        return failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null
                ? answer.awsErrorDetails().errorCode()
                : failure.getClass().getSimpleName();
    }

    private static MessageRecord record(Map<String, AttributeValue> item) {
        var parts = new ArrayList<MessageRecord.Part>();
        mapIn(item, MessageTable.PARTS).forEach((id, part) -> {
            var of = part.hasM() ? part.m() : Map.<String, AttributeValue>of();
            parts.add(new MessageRecord.Part(
                    id,
                    textIn(of, MessageTable.KIND),
                    textIn(of, MessageTable.S3_KEY),
                    textIn(of, MessageTable.OCR_STATE),
                    textIn(of, MessageTable.OUTCOME)));
        });
        var id = textIn(item, MessageTable.MESSAGE_ID);
        return new MessageRecord(
                id == null ? "" : id,
                time(textIn(item, MessageTable.RECEIVED_AT)),
                textIn(item, MessageTable.INGEST_STATE),
                item.containsKey(MessageTable.UNSETTLED),
                identities(item),
                profileName(ItemText.of(item.get(MessageTable.RAW))),
                textIn(item, MessageTable.TEXT),
                List.copyOf(parts));
    }

    private static List<String> identities(Map<String, AttributeValue> item) {
        var identities = new ArrayList<String>();
        var phone = textIn(item, MessageTable.USER_PHONE);
        if (phone != null) {
            identities.add(phone);
        }
        var contact = item.get(MessageTable.CONTACT);
        if (contact != null) {
            contact.l().forEach(identity -> {
                var value = textIn(identity.m(), "value");
                if (value != null) {
                    identities.add(value);
                }
            });
        }
        return List.copyOf(identities);
    }

    private static @Nullable String profileName(@Nullable String raw) {
        if (raw == null) {
            return null;
        }
        var found = PROFILE_NAME.matcher(raw);
        try {
            return found.find() ? URLDecoder.decode(found.group(1), StandardCharsets.UTF_8) : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static Instant time(@Nullable String text) {
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeException malformed) {
            return Instant.EPOCH;
        }
    }

    private static Map<String, AttributeValue> mapIn(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        return value == null || !value.hasM() ? Map.of() : value.m();
    }

    private static @Nullable String textIn(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        return value == null ? null : value.s();
    }
}
