package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.engines.junit.AwsExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The real table's behaviour, and its items as other services read them. */
class DynamoMessagesIT implements MessagesContract {

    @RegisterExtension
    static final AwsExtension aws = new AwsExtension();

    private static DynamoDbClient dynamo;
    private static String table;

    @BeforeAll
    static void makeTable() {
        table = aws.newMessageTable();
        dynamo = AwsClients.dynamoDb(aws.environment());
    }

    @Override
    public Messages messages() {
        return new DynamoMessages(dynamo, table, Duration.ofDays(400));
    }

    @Test
    void an_item_is_what_the_contract_says() {
        var body = messageBody(sid("SM", 77), "Body", "Yes", "ButtonPayload", "meter-1", "ButtonText", "Kitchen");
        messages().claim(Samples.message(body));

        var item = itemOf(sid("SM", 77));
        var claim = item.remove("claim");
        assertThat(claim.s()).isNotBlank();
        assertThat(item)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("messageId", s(sid("SM", 77))),
                        Map.entry("receivedAt", s("2026-11-21T08:15:30.000Z")),
                        Map.entry("ingestState", s("STORED")),
                        Map.entry("accountSid", s(Samples.ACCOUNT)),
                        Map.entry("channel", s("WHATSAPP")),
                        Map.entry("receivingNumber", s("+14155238886")),
                        Map.entry("userPhone", s("+27831234567")),
                        Map.entry(
                                "contact",
                                AttributeValue.fromL(List.of(
                                        AttributeValue.fromM(Map.of("type", s("PHONE"), "value", s("+27831234567"))),
                                        AttributeValue.fromM(
                                                Map.of("type", s("WHATSAPP_ID"), "value", s("27831234567")))))),
                        Map.entry("route", s("/webhooks/twilio/whatsapp")),
                        Map.entry("raw", s(body)),
                        Map.entry("text", s("Kitchen")),
                        Map.entry("replyPayload", s("meter-1")),
                        Map.entry(
                                "parts",
                                AttributeValue.fromM(Map.of(
                                        sid("SM", 77),
                                        AttributeValue.fromM(
                                                Map.of("kind", s("REPLY"), "number", AttributeValue.fromN("1")))))),
                        Map.entry("unsettled", s(MessageTable.unsettledShard(sid("SM", 77)))),
                        Map.entry(
                                "expiresAt",
                                AttributeValue.fromN(Long.toString(
                                        Samples.NOW.plus(Duration.ofDays(400)).getEpochSecond())))));
    }

    @Test
    void what_the_reader_wrote_meanwhile_is_left_alone() {
        var message = Samples.message(messageBody(sid("MM", 78), "NumMedia", "1", "MediaUrl0", "https://a"));
        messages().claim(message);
        dynamo.updateItem(update -> update.tableName(table)
                .key(Map.of("messageId", s(message.id())))
                .updateExpression("SET parts.#id.ocrState = :read")
                .expressionAttributeNames(Map.of("#id", message.id()))
                .expressionAttributeValues(Map.of(":read", s("READ"))));

        var file = new Message.StoredFile("meters/2026/11/x.jpg", "00ff", 12);
        var stored = message.parts().getFirst().stored(FileType.JPEG, file);
        messages().keepFiles(message, List.of(stored), IngestState.STORED);

        assertThat(itemOf(message.id()).get("parts").m().get(message.id()).m())
                .containsEntry("ocrState", s("READ"))
                .containsEntry("s3Key", s("meters/2026/11/x.jpg"))
                .containsEntry("sha256", s("00ff"))
                .containsEntry("bytes", AttributeValue.fromN("12"))
                .containsEntry("contentType", s("image/jpeg"))
                .containsEntry("kind", s("PHOTO"));
    }

    @Test
    void the_largest_webhook_fits_into_an_item() {
        var body = messageBody(sid("SM", 79)) + "&Body=" + "x".repeat(99_000);
        messages().claim(Samples.message(body));
        assertThat(itemOf(sid("SM", 79)).get("text").s()).hasSize(99_000);
    }

    @Test
    void messages_that_wait_for_billing_do_not_hide_the_unfinished() {
        var body = messageBody(sid("SM", 300), "Body", "last");
        var shard = MessageTable.unsettledShard(sid("SM", 300));
        var waiting = IntStream.iterate(1_000, i -> i + 1)
                .filter(i -> MessageTable.unsettledShard(sid("SM", i)).equals(shard))
                .limit(250) // more than a page of the index
                .mapToObj(i -> Samples.message(
                        messageBody(sid("SM", i), "Body", "1"), Samples.WHATSAPP, Samples.NOW.minusSeconds(86_400)))
                .map(message -> MessageItem.of(message.with(List.of(), IngestState.PUBLISHED), Duration.ofDays(400)))
                .map(item ->
                        WriteRequest.builder().putRequest(put -> put.item(item)).build())
                .toList();
        for (var from = 0; from < waiting.size(); from += 25) {
            var batch = Map.of(table, waiting.subList(from, Math.min(from + 25, waiting.size())));
            dynamo.batchWriteItem(write -> write.requestItems(batch));
        }
        var unfinished = Samples.message(body, Samples.WHATSAPP, Samples.NOW.minusSeconds(80_000));
        messages().claim(unfinished);

        assertThat(messages().unfinished(Samples.NOW.minusSeconds(70_000), 10)).contains(unfinished);
    }

    private static Map<String, AttributeValue> itemOf(String messageId) {
        return new HashMap<>(dynamo.getItem(get -> get.tableName(table).key(Map.of("messageId", s(messageId))))
                .item());
    }

    private static AttributeValue s(String value) {
        return AttributeValue.fromS(value);
    }
}
