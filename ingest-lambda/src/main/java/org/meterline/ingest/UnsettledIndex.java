package org.meterline.ingest;

import static org.meterline.contracts.MessageTable.*;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.meterline.contracts.MessageTable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
    private final Map<Integer, Map<String, AttributeValue>> nextPages = new ConcurrentHashMap<>();

    UnsettledIndex(DynamoDbClient dynamo, String table, Reach reach) {
        this.dynamo = dynamo;
        this.table = table;
        this.reach = reach;
        this.items = new ItemsById(dynamo, table);
    }

    /** See {@link Messages#unfinished(Instant)}. */
    Messages.Unfinished unfinished(Instant receivedBefore) {
        var shards = IntStream.range(0, UNSETTLED_SHARDS)
                .mapToObj(shard -> new UnfinishedMessages.Shard(
                        from -> page(shard, receivedBefore, from), reach.pages(), bookmark(shard)))
                .toList();
        return new UnfinishedMessages(shards);
    }

    private UnfinishedMessages.Bookmark bookmark(int shard) {
        return new UnfinishedMessages.Bookmark() {
            @Override
            public Map<String, AttributeValue> taken() {
                var page = nextPages.remove(shard);
                return page == null ? Map.of() : page;
            }

            @Override
            public void put(Map<String, AttributeValue> page) {
                nextPages.put(shard, page);
            }
        };
    }

    private UnfinishedMessages.Page page(int shard, Instant receivedBefore, Map<String, AttributeValue> from) {
        var listed = dynamo.query(query -> query.tableName(table)
                .indexName(UNSETTLED_INDEX)
                .keyConditionExpression(UNSETTLED + " = :shard AND " + RECEIVED_AT + " < :before")
                .expressionAttributeValues(Map.of(
                        ":shard", AttributeValue.fromS(Integer.toString(shard)),
                        ":before", MessageItem.time(receivedBefore)))
                .limit(reach.pageItems())
                .exclusiveStartKey(from.isEmpty() ? null : from));
        return new UnfinishedMessages.Page(messages(listed.items()), listed.lastEvaluatedKey());
    }

    /** The messages that the index lists, as they are now, in its order. What cannot be read comes with the next sweep. */
    private List<Message> messages(List<Map<String, AttributeValue>> listed) {
        var ids = listed.stream().map(MessageItem::idOf).toList();
        var whole = items.whole(ids).items();
        return ids.stream()
                .filter(whole::containsKey)
                .map(whole::get)
                .filter(item -> MessageItem.stateIn(item) != IngestState.PUBLISHED)
                .flatMap(item -> MessageItem.messageIn(item).stream())
                .toList();
    }
}
