package org.meterline.platform.adapter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.Metric;
import org.meterline.platform.DependencyDown;
import org.meterline.platform.MessageText;
import org.meterline.platform.MessageTexts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The message table in DynamoDB: words are read from it, outcomes are written to it, and only ever forward. */
@Singleton
final class DynamoMessages implements MessageTexts {

    private static final Logger log = LoggerFactory.getLogger(DynamoMessages.class);

    private static final double MEDIAN = 0.5;
    private static final double NEARLY_ALL = 0.95;
    private static final String WRONG_REQUEST = "ValidationException";
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final String SET_OUTCOME = "set parts.#part.outcome = :outcome, parts.#part.settledAt = :now";
    private static final String ONLY_FORWARD = "attribute_exists(parts.#part) and "
            + "(attribute_not_exists(parts.#part.outcome) or parts.#part.outcome in (:answered, :failed))";

    private final DynamoDbClient dynamo;
    private final String table;
    private final InstantSource time;
    private final MeterRegistry metrics;

    DynamoMessages(
            DynamoDbClient dynamo,
            @Value("${meterline.message-table}") String table,
            InstantSource time,
            MeterRegistry metrics) {
        this.metrics = metrics;
        this.time = time;
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<MessageText> of(String messageId) {
        try {
            var item = dynamo.getItem(get -> get.tableName(table)
                            .key(keyOf(messageId))
                            .consistentRead(true)
                            .projectionExpression("#text, replyPayload, optOutType, messageId")
                            .expressionAttributeNames(Map.of("#text", MessageTable.TEXT)))
                    .item();
            return item.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new MessageText(
                            text(item, MessageTable.TEXT),
                            text(item, MessageTable.REPLY_PAYLOAD),
                            text(item, MessageTable.OPT_OUT_TYPE)));
        } catch (SdkException failure) {
            throw thrown(failure);
        }
    }

    /**
     * Notes what came of a part; when every part has its outcome, the message is at rest. One that ingest has not told of yet, as
     * happens to photos, which are read without it, is left for ingest to find, and to put to rest.
     */
    void settle(String messageId, String partId, MessageTable.Outcome outcome) {
        try {
            if (!settleOnly(messageId, partId, outcome)) {
                settleOneOfSeveral(messageId, partId, outcome);
            }
        } catch (SdkException failure) {
            throw thrown(failure);
        }
    }

    /** Puts a message to rest in one step when the part is its only one, as it mostly is; false when nothing was done. */
    private boolean settleOnly(String messageId, String partId, MessageTable.Outcome outcome) {
        var values = new HashMap<>(valuesOf(outcome));
        values.put(":one", AttributeValue.fromN("1"));
        values.put(":published", AttributeValue.fromS(MessageTable.IngestState.PUBLISHED.name()));
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(keyOf(messageId))
                    .updateExpression(SET_OUTCOME + " remove " + MessageTable.UNSETTLED)
                    .conditionExpression("size(" + MessageTable.PARTS + ") = :one and " + MessageTable.INGEST_STATE
                            + " = :published and " + ONLY_FORWARD)
                    .expressionAttributeNames(Map.of("#part", partId))
                    .expressionAttributeValues(values));
            return true;
        } catch (ConditionalCheckFailedException severalOrSettledOrGone) {
            return false;
        }
    }

    private void settleOneOfSeveral(String messageId, String partId, MessageTable.Outcome outcome) {
        var item = note(messageId, partId, outcome);
        var parts = item.getOrDefault(MessageTable.PARTS, AttributeValue.fromM(Map.of()))
                .m();
        if (!parts.containsKey(partId)) {
            log.warn("the message table does not know {} any more", partId);
            return;
        }
        count(outcome, text(item, MessageTable.RECEIVED_AT));
        var isTold = MessageTable.IngestState.PUBLISHED.name().equals(text(item, MessageTable.INGEST_STATE));
        var atRest = isTold && parts.values().stream().allMatch(part -> part.m().containsKey(MessageTable.OUTCOME));
        if (atRest && item.containsKey(MessageTable.UNSETTLED)) {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(keyOf(messageId))
                    .updateExpression("remove " + MessageTable.UNSETTLED)
                    .conditionExpression("attribute_exists(" + MessageTable.MESSAGE_ID + ")"));
        }
    }

    /** How often, and how long after the webhook. One that is noted twice, after a crash, is counted twice. */
    private void count(MessageTable.Outcome outcome, @Nullable String receivedAt) {
        if (receivedAt != null) {
            Timer.builder(Metric.OUTCOMES.id())
                    .tag("outcome", outcome.name())
                    .description("From the webhook to the outcome of a part")
                    .publishPercentiles(MEDIAN, NEARLY_ALL)
                    .register(metrics)
                    .record(Duration.between(Instant.parse(receivedAt), time.instant()));
        }
    }

    /** The item as it then is; empty when there is none. */
    private Map<String, AttributeValue> note(String messageId, String partId, MessageTable.Outcome outcome) {
        try {
            return dynamo.updateItem(update -> update.tableName(table)
                            .key(keyOf(messageId))
                            .updateExpression(SET_OUTCOME)
                            .conditionExpression(ONLY_FORWARD)
                            .expressionAttributeNames(Map.of("#part", partId))
                            .expressionAttributeValues(valuesOf(outcome))
                            .returnValues(ReturnValue.ALL_NEW)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .attributes();
        } catch (ConditionalCheckFailedException settledBeforeOrGone) {
            return settledBeforeOrGone.hasItem() ? settledBeforeOrGone.item() : Map.of();
        }
    }

    private Map<String, AttributeValue> valuesOf(MessageTable.Outcome outcome) {
        return Map.of(
                ":outcome", AttributeValue.fromS(outcome.name()),
                ":now", AttributeValue.fromS(MILLIS.format(time.instant())),
                ":answered", AttributeValue.fromS(MessageTable.Outcome.ANSWERED.name()),
                ":failed", AttributeValue.fromS(MessageTable.Outcome.FAILED.name()));
    }

    /** A request that is wrong is wrong tomorrow, too; everything else comes from a table that is out of reach. */
    private static RuntimeException thrown(SdkException failure) {
        var isWrong = failure instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && WRONG_REQUEST.equals(answer.awsErrorDetails().errorCode());
        return isWrong ? failure : new DependencyDown("the message table", failure);
    }

    private static Map<String, AttributeValue> keyOf(String messageId) {
        return Map.of(MessageTable.MESSAGE_ID, AttributeValue.fromS(messageId));
    }

    private static @Nullable String text(Map<String, AttributeValue> item, String attribute) {
        var value = item.get(attribute);
        return value == null ? null : value.s();
    }
}
