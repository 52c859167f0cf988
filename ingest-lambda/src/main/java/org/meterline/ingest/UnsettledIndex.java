package org.meterline.ingest;

import static org.meterline.contracts.MessageTable.*;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.meterline.contracts.MessageTable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The index of messages that are not at rest, see {@link MessageTable}. It says which they are and no more; each page of it is read
 * in the table, too. It also lists those that wait for others. They are read over, to a limit; where it is reached, the next sweep
 * goes on, so that a day's worth of them cannot hide the unfinished for good.
 */
final class UnsettledIndex {

    /**
     * How much is read of one shard in one sweep.
     *
     * @param pageItems of one page
     * @param pages of one shard
     */
    record Reach(int pageItems, int pages) {

        static final Reach OF_ONE_SWEEP = new Reach(200, 25);
    }

    private final DynamoDbClient dynamo;
    private final String table;
    private final Reach reach;
    private final ItemsById items;
    private final Map<String, Map<String, AttributeValue>> nextPages = new ConcurrentHashMap<>();

    UnsettledIndex(DynamoDbClient dynamo, String table, Reach reach) {
        this.dynamo = dynamo;
        this.table = table;
        this.reach = reach;
        this.items = new ItemsById(dynamo, table);
    }

    /** See {@link Messages#unfinished(Instant)}. */
    Messages.Unfinished unfinished(Instant receivedBefore) {
        return state -> unfinished(state, receivedBefore);
    }

    private Iterator<Message> unfinished(IngestState state, Instant receivedBefore) {
        var shards = IntStream.range(0, UNSETTLED_SHARDS)
                .mapToObj(shard -> new UnfinishedMessages.Shard(
                        from -> page(shard, state, receivedBefore, from), reach.pages(), bookmark(state + "/" + shard)))
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
                .expressionAttributeValues(Map.of(
                        ":shard", AttributeValue.fromS(Integer.toString(shard)),
                        ":before", MessageItem.time(receivedBefore)))
                .limit(reach.pageItems())
                .exclusiveStartKey(from.isEmpty() ? null : from));
        return listed.toBuilder().items(standing(state, listed.items())).build();
    }

    /** Of the items that the index lists those that stand in a state now, in its order. What cannot be read comes with the next sweep. */
    private List<Map<String, AttributeValue>> standing(IngestState state, List<Map<String, AttributeValue>> listed) {
        var ids = listed.stream().map(MessageItem::idOf).toList();
        var whole = items.whole(ids).items();
        return ids.stream()
                .filter(whole::containsKey)
                .map(whole::get)
                .filter(item -> MessageItem.stateIn(item) == state)
                .toList();
    }
}
