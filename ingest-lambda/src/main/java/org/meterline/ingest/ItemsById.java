package org.meterline.ingest;

import static org.meterline.contracts.MessageTable.MESSAGE_ID;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Items of the message table, many at a time. */
final class ItemsById {

    private static final int KEYS_MAX = 100; // DynamoDB's own limit
    private static final int ROUNDS_MAX = 5;

    private final DynamoDbClient dynamo;
    private final String table;

    ItemsById(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * What was read.
     *
     * @param items those that are there, by their ids
     * @param unread the ids that nobody can say anything of at the moment
     */
    record Read(Map<String, Map<String, AttributeValue>> items, Set<String> unread) {}

    /** Reads some of them, with all their attributes, as they are now. */
    Read whole(Collection<String> messageIds) {
        return read(messageIds, null, true);
    }

    /** Looks which of some there are; one that came within this second may be overlooked. */
    Read ids(Collection<String> messageIds) {
        return read(messageIds, MESSAGE_ID, false);
    }

    private Read read(Collection<String> messageIds, @Nullable String attributes, boolean isConsistent) {
        var ids = List.copyOf(new LinkedHashSet<>(messageIds));
        var read = new Read(new HashMap<>(), new LinkedHashSet<>());
        for (var from = 0; from < ids.size(); from += KEYS_MAX) {
            read(ids.subList(from, Math.min(from + KEYS_MAX, ids.size())), attributes, isConsistent, read);
        }
        return read;
    }

    private void read(List<String> ids, @Nullable String attributes, boolean isConsistent, Read read) {
        var keys = ids.stream()
                .map(id -> Map.of(MESSAGE_ID, AttributeValue.fromS(id)))
                .toList();
        var asked = Map.of(
                table,
                KeysAndAttributes.builder()
                        .keys(keys)
                        .projectionExpression(attributes)
                        .consistentRead(isConsistent)
                        .build());
        for (var round = 0; round < ROUNDS_MAX && !asked.isEmpty(); round++) {
            var wanted = asked;
            var answer = dynamo.batchGetItem(get -> get.requestItems(wanted));
            answer.responses()
                    .getOrDefault(table, List.of())
                    .forEach(item -> read.items().put(MessageItem.idOf(item), item));
            asked = answer.unprocessedKeys();
        }
        asked.values()
                .forEach(unknown -> unknown.keys().forEach(key -> read.unread().add(MessageItem.idOf(key))));
    }
}
