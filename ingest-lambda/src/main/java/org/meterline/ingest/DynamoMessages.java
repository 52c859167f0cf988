package org.meterline.ingest;

import static org.meterline.contracts.MessageTable.*;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.meterline.contracts.MessageTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The message table, as {@link MessageTable} describes it. Beside its attributes an item has {@code claim}. */
final class DynamoMessages implements Messages {

    private static final Logger log = LoggerFactory.getLogger(DynamoMessages.class);

    /** A number of whoever claimed the message: a claim whose answer was lost is known again when the SDK repeats it. */
    private static final String CLAIM = "claim";

    private final DynamoDbClient dynamo;
    private final String table;
    private final Duration retention;
    private final InstantSource clock;
    private final ItemsById items;
    private final UnsettledIndex unsettled;

    DynamoMessages(DynamoDbClient dynamo, String table, Duration retention, InstantSource clock) {
        this(dynamo, table, retention, clock, UnsettledIndex.Reach.OF_ONE_SWEEP);
    }

    /** With other limits on what is read of the index in one sweep. */
    DynamoMessages(
            DynamoDbClient dynamo, String table, Duration retention, InstantSource clock, UnsettledIndex.Reach reach) {
        this.dynamo = dynamo;
        this.table = table;
        this.retention = retention;
        this.clock = clock;
        this.items = new ItemsById(dynamo, table);
        this.unsettled = new UnsettledIndex(dynamo, table, reach);
    }

    @Override
    public Claim claim(Message message) {
        var claim = UUID.randomUUID().toString();
        var item = MessageItem.of(message, retention, clock.instant());
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
        var item = dynamo.getItem(get -> get.tableName(table)
                        .key(Map.of(MESSAGE_ID, AttributeValue.fromS(messageId)))
                        .consistentRead(true))
                .item();
        return item.isEmpty() ? Optional.empty() : MessageItem.messageIn(item);
    }

    @Override
    public Set<String> missing(Collection<String> messageIds) {
        var missing = new LinkedHashSet<>(messageIds);
        var read = items.ids(messageIds);
        missing.removeAll(read.items().keySet());
        missing.removeAll(read.unread());
        return missing;
    }

    @Override
    public Message keepFiles(Message message, List<Message.Part> settled, IngestState next) {
        var change = new ItemChange(message)
                .onlyIn(IngestState.RECEIVED)
                .parts(settled)
                .set(INGEST_STATE, AttributeValue.fromS(next.name()));
        if (next == IngestState.STORED) {
            change.set(STORED_AT, MessageItem.time(clock.instant()));
        }
        try {
            dynamo.updateItem(change.in(table));
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
    public void markPublished(Message message, List<Message.Part> files) {
        var isMarked = switch (message.inbound()) {
            case Inbound.FromCustomer fromCustomer ->
                isMade(published(message, files).onlyWhileAnOutcomeIsMissing())
                        || isMade(published(message, files).remove(UNSETTLED));
            case Inbound.Status status ->
                isMade(told(message).onlyWhileUnsettled().outcome(Outcome.TOLD).remove(UNSETTLED));
        };
        if (!isMarked) {
            log.debug("message {} was marked before", message.id());
        }
    }

    private ItemChange published(Message message, List<Message.Part> files) {
        return told(message)
                .onlyIn(files.isEmpty() ? IngestState.STORED : IngestState.RECEIVED)
                .parts(files);
    }

    private ItemChange told(Message message) {
        return new ItemChange(message)
                .set(INGEST_STATE, AttributeValue.fromS(IngestState.PUBLISHED.name()))
                .set(PUBLISHED_AT, MessageItem.time(clock.instant()));
    }

    private boolean isMade(ItemChange change) {
        try {
            dynamo.updateItem(change.in(table));
            return true;
        } catch (ConditionalCheckFailedException notSo) {
            return false;
        }
    }

    @Override
    public Unfinished unfinished(Instant receivedBefore) {
        return unsettled.unfinished(receivedBefore);
    }
}
