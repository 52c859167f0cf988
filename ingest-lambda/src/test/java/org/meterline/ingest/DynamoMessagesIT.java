package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.contracts.PackedText;
import org.meterline.engines.junit.AwsExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The real table's behaviour, and its items as other services read them. */
class DynamoMessagesIT implements MessagesContract {

    @RegisterExtension
    static final AwsExtension aws = new AwsExtension();

    private static DynamoDbClient dynamo;
    private final InstantSource clock = InstantSource.fixed(Samples.NOW.plusSeconds(7));
    private String table;

    @BeforeAll
    static void connect() {
        dynamo = AwsClients.dynamoDb(aws.environment());
    }

    @BeforeEach
    void makeTable() {
        table = aws.newMessageTable();
    }

    @Override
    public Messages messages() {
        return new DynamoMessages(dynamo, table, Duration.ofDays(400), clock);
    }

    @Test
    void an_item_is_what_the_contract_says() {
        var body = messageBody(sid("SM", 77), "Body", "Yes", "ButtonPayload", "meter-1", "ButtonText", "Kitchen");
        messages().claim(Samples.message(body));

        var item = itemOf(sid("SM", 77));
        var claim = item.remove("claim");
        assertThat(claim.s()).isNotBlank();
        assertThat(PackedText.unpack(item.remove("raw").b().asByteArray())).isEqualTo(body);
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
    void a_photos_item_has_less_than_a_kilobyte_until_it_is_read_and_says_nothing_twice() {
        var message = Samples.message(Samples.PHOTO_BODY
                        .replace("MM00000000000000000000000000000002", "MM4f1c7a90be2d35688a17c0f9d3e6b542")
                        .replace("AC00000000000000000000000000000001", "ACd90f6e1b7c3a24588be1f07a6c95d342")
                        .replace("ME00000000000000000000000000000003", "ME7be09d1f3c5a84266f10b2e8d74c9a35"))
                .tracedAt("00-4f1c7a90be2d35688a17c0f9d3e6b542-00f067aa0ba902b7-01");
        messages().claim(message);
        assertThat(itemOf(message.id()).get("parts").m().get(message.id()).m()).doesNotContainKey("mediaUrl");
        assertThat(messages().find(message.id())).contains(message);
        var key = "meters/2026/11/" + message.id() + ".jpg";
        var file = new Message.StoredFile(key, InMemoryPhotos.sha256(Samples.JPEG), 187_000);
        var photo = message.parts().getFirst().stored(FileType.JPEG, file);

        messages().markPublished(message, List.of(photo));

        var item = itemOf(message.id());
        assertThat(item.get("parts").m().get(message.id()).m()).containsEntry("s3Key", s(key));
        assertThat(bytes(AttributeValue.fromM(item))).isLessThan(950);
    }

    @Test
    void a_status_that_was_told_is_one_small_item_at_rest() {
        var route = Route.in("/webhooks/twilio/status/0198a7c2-1f5b-7c1e-9a44-5b6f0d7e2c11_"
                        + "00-4f1c7a90be2d35688a17c0f9d3e6b542-00f067aa0ba902b7-01")
                .orElseThrow();
        var body =
                Samples.body("AccountSid", Samples.ACCOUNT, "MessageSid", sid("SM", 82), "MessageStatus", "delivered");
        var status = Samples.message(body, route, Samples.NOW).tracedAt(route.traceparent());

        messages().claim(status.told());

        var item = itemOf(sid("SM", 82) + "/delivered");
        assertThat(item)
                .containsEntry("ingestState", s("PUBLISHED"))
                .containsEntry("publishedAt", s("2026-11-21T08:15:37.000Z"))
                .doesNotContainKey("unsettled");
        assertThat(item.get("parts").m().get(status.id()).m()).containsEntry("outcome", s("TOLD"));
        assertThat(bytes(AttributeValue.fromM(item))).isLessThan(950);
    }

    @Test
    void a_status_that_is_told_later_is_at_rest_then() {
        var body =
                Samples.body("AccountSid", Samples.ACCOUNT, "MessageSid", sid("SM", 83), "MessageStatus", "delivered");
        var status = Samples.message(body, Route.in("/webhook").orElseThrow(), Samples.NOW);
        messages().claim(status);
        assertThat(itemOf(status.id())).containsKey("unsettled");

        messages().markPublished(status);

        assertThat(itemOf(status.id()))
                .containsEntry("ingestState", s("PUBLISHED"))
                .doesNotContainKey("unsettled");
        assertThat(itemOf(status.id()).get("parts").m().get(status.id()).m()).containsEntry("outcome", s("TOLD"));
    }

    /** Billing of before 2026-11-22 gave them their outcome; one that it did not come to is put to rest by a replay. */
    @Test
    void a_status_that_an_older_version_left_unsettled_is_put_to_rest_when_it_is_told_again() {
        var body =
                Samples.body("AccountSid", Samples.ACCOUNT, "MessageSid", sid("SM", 84), "MessageStatus", "delivered");
        var status = Samples.message(body, Route.in("/webhook").orElseThrow(), Samples.NOW);
        messages().claim(status);
        change(status.id(), "SET ingestState = :value", "PUBLISHED");

        messages().markPublished(messages().find(status.id()).orElseThrow());

        assertThat(itemOf(status.id())).doesNotContainKey("unsettled");
    }

    @Test
    void an_item_of_an_older_version_is_the_same_message() {
        var message = Samples.message(messageBody(sid("MM", 85), "NumMedia", "1", "MediaUrl0", "https://a"));
        messages().claim(message);
        change(message.id(), "SET #raw = :value", message.raw().value());
        change(message.id(), "SET parts.#id.mediaUrl = :value", "https://a");

        assertThat(messages().find(message.id())).contains(message);
        assertThat(messages().unfinished(IngestState.RECEIVED, Samples.NOW.plusMillis(1)))
                .toIterable()
                .containsExactly(message);
    }

    @Test
    void an_item_whose_payload_is_packed_as_this_version_does_not_know_is_left_alone() {
        var message = Samples.message(messageBody(sid("SM", 86), "Body", "1"));
        messages().claim(message);
        dynamo.updateItem(update -> update.tableName(table)
                .key(Map.of("messageId", s(message.id())))
                .updateExpression("SET #raw = :value")
                .expressionAttributeNames(Map.of("#raw", "raw"))
                .expressionAttributeValues(
                        Map.of(":value", AttributeValue.fromB(SdkBytes.fromUtf8String("from tomorrow")))));

        assertThat(messages().find(message.id())).isEmpty();
    }

    private void change(String messageId, String expression, String value) {
        var names = new HashMap<String, String>();
        if (expression.contains("#id")) {
            names.put("#id", messageId);
        }
        if (expression.contains("#raw")) {
            names.put("#raw", "raw");
        }
        dynamo.updateItem(update -> update.tableName(table)
                .key(Map.of("messageId", s(messageId)))
                .updateExpression(expression)
                .expressionAttributeNames(names.isEmpty() ? null : names)
                .expressionAttributeValues(Map.of(":value", s(value))));
    }

    /** What DynamoDB counts of a value, as its documentation says; of the whole item where it is taken for a map. */
    private static int bytes(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().getBytes(StandardCharsets.UTF_8).length;
            case B -> value.b().asByteArrayUnsafe().length;
            case N -> value.n().length() / 2 + 2;
            case L -> 3 + value.l().stream().mapToInt(each -> 1 + bytes(each)).sum();
            case M ->
                3
                        + value.m().entrySet().stream()
                                .mapToInt(each -> 1 + each.getKey().length() + bytes(each.getValue()))
                                .sum();
            default -> throw new IllegalArgumentException("no value of ours: " + value.type());
        };
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
        assertThat(itemOf(message.id())).containsEntry("storedAt", s("2026-11-21T08:15:37.000Z"));
    }

    @Test
    void an_item_says_where_in_its_trace_it_was_claimed_and_when_it_was_told() {
        var place = "00-000000000000000000000000000000ab-00f067aa0ba902b7-01";
        var message = Samples.message(messageBody(sid("SM", 171))).tracedAt(place);
        messages().claim(message);
        messages().markPublished(message);

        assertThat(itemOf(message.id()))
                .containsEntry("traceparent", s(place))
                .containsEntry("publishedAt", s("2026-11-21T08:15:37.000Z"));
    }

    @Test
    void a_message_whose_every_part_has_its_outcome_before_it_is_told_of_is_at_rest_once_it_is() {
        var message = Samples.message(
                messageBody(sid("MM", 80), "NumMedia", "2", "MediaUrl0", "https://a", "MediaUrl1", "https://b"));
        messages().claim(message);
        var stored = messages()
                .keepFiles(
                        message,
                        message.parts().stream().map(Message.Part::lost).toList(),
                        IngestState.STORED);
        message.parts().forEach(part -> {
            assertThat(itemOf(message.id())).containsKey("unsettled");
            dynamo.updateItem(update -> update.tableName(table)
                    .key(Map.of("messageId", s(message.id())))
                    .updateExpression("SET parts.#id.outcome = :recorded")
                    .expressionAttributeNames(Map.of("#id", part.id()))
                    .expressionAttributeValues(Map.of(":recorded", s("RECORDED"))));
        });

        messages().markPublished(stored);

        assertThat(itemOf(message.id()))
                .containsEntry("ingestState", s("PUBLISHED"))
                .doesNotContainKey("unsettled");
    }

    @Test
    void a_message_with_a_part_without_an_outcome_is_not_at_rest_when_it_is_told_of() {
        var message = Samples.message(messageBody(sid("SM", 81), "Body", "hello"));
        messages().claim(message);

        messages().markPublished(message);

        assertThat(itemOf(message.id()))
                .containsEntry("ingestState", s("PUBLISHED"))
                .containsKey("unsettled");
    }

    @Test
    void the_largest_webhook_fits_into_an_item() {
        var body = messageBody(sid("SM", 79)) + "&Body=" + "x".repeat(99_000);
        messages().claim(Samples.message(body));
        assertThat(itemOf(sid("SM", 79)).get("text").s()).hasSize(99_000);
    }

    @Test
    void messages_that_wait_for_billing_do_not_hide_the_unfinished() {
        var old = Samples.NOW.minus(Duration.ofDays(30));
        var shard = MessageTable.unsettledShard(sid("SM", 300));
        IntStream.iterate(1_000, i -> i + 1)
                .filter(i -> MessageTable.unsettledShard(sid("SM", i)).equals(shard))
                .limit(7)
                .mapToObj(i -> Samples.message(messageBody(sid("SM", i), "Body", "1"), Samples.WHATSAPP, old))
                .forEach(waiting -> {
                    messages().claim(waiting);
                    messages().markPublished(waiting);
                });
        var unfinished =
                Samples.message(messageBody(sid("SM", 300), "Body", "last"), Samples.WHATSAPP, old.plusSeconds(1));
        messages().claim(unfinished);

        var paged = new DynamoMessages(dynamo, table, Duration.ofDays(400), clock, new UnsettledIndex.Reach(2, 10));
        assertThat(paged.unfinished(IngestState.STORED, old.plusSeconds(2)))
                .toIterable()
                .containsExactly(unfinished);

        var limited = new DynamoMessages(dynamo, table, Duration.ofDays(400), clock, new UnsettledIndex.Reach(2, 2));
        assertThat(limited.unfinished(IngestState.STORED, old.plusSeconds(2)))
                .toIterable()
                .as("four of seven were read over")
                .isEmpty();
        assertThat(limited.unfinished(IngestState.STORED, old.plusSeconds(2)))
                .toIterable()
                .as("the next sweep goes on where this one ended")
                .containsExactly(unfinished);
    }

    @Test
    void a_backlog_of_many_pages_comes_whole_and_oldest_first_from_all_shards() {
        var expected = new ArrayList<String>();
        for (var i = 0; i < 60; i++) {
            var message = Samples.message(
                    messageBody(sid("SM", i), "Body", "1"), Samples.WHATSAPP, Samples.NOW.plusMillis(i));
            messages().claim(message);
            expected.add(message.id());
        }
        var paged = new DynamoMessages(dynamo, table, Duration.ofDays(400), clock, new UnsettledIndex.Reach(2, 100));

        assertThat(paged.unfinished(IngestState.STORED, Samples.NOW.plusSeconds(1)))
                .toIterable()
                .extracting(Message::id)
                .containsExactlyElementsOf(expected);
        assertThat(paged.unfinished(IngestState.RECEIVED, Samples.NOW.plusSeconds(1)))
                .isExhausted();
    }

    @Test
    void an_item_that_is_malformed_does_not_hide_its_neighbours() {
        var old = Samples.NOW.minus(Duration.ofDays(60));
        var message = Samples.message(messageBody(sid("SM", 500), "Body", "1"), Samples.WHATSAPP, old);
        messages().claim(message);
        var strange = Samples.message(messageBody(sid("SM", 501), "Body", "1"), Samples.WHATSAPP, old);
        messages().claim(strange);
        dynamo.updateItem(update -> update.tableName(table)
                .key(Map.of("messageId", s(strange.id())))
                .updateExpression("SET parts.#id.#kind = :unheard")
                .expressionAttributeNames(Map.of("#id", strange.id(), "#kind", "kind"))
                .expressionAttributeValues(Map.of(":unheard", s("HOLOGRAM"))));

        assertThat(messages().unfinished(IngestState.STORED, old.plusSeconds(1)))
                .toIterable()
                .containsExactly(message);
    }

    @Test
    void a_claim_whose_answer_was_lost_is_still_ours() {
        var message = Samples.message(messageBody(sid("SM", 400), "Body", "1"));
        try (var forgetful = AwsClients.dynamoDb(aws.environment(), new LosesFirstAnswer())) {
            assertThat(new DynamoMessages(forgetful, table, Duration.ofDays(400), clock).claim(message))
                    .isEqualTo(new Messages.Claim.Won());
        }
        assertThat(messages().claim(message)).isEqualTo(new Messages.Claim.Taken(IngestState.STORED, null));
    }

    /** Sends everything, and loses the first answer on its way back. */
    private static final class LosesFirstAnswer implements SdkHttpClient {

        private final SdkHttpClient client = UrlConnectionHttpClient.create();
        private final AtomicBoolean lost = new AtomicBoolean();

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            var prepared = client.prepareRequest(request);
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    var answer = prepared.call();
                    if (lost.compareAndSet(false, true)) {
                        throw new IOException("the answer is lost");
                    }
                    return answer;
                }

                @Override
                public void abort() {
                    prepared.abort();
                }
            };
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private Map<String, AttributeValue> itemOf(String messageId) {
        return new HashMap<>(dynamo.getItem(get -> get.tableName(table).key(Map.of("messageId", s(messageId))))
                .item());
    }

    private static AttributeValue s(String value) {
        return AttributeValue.fromS(value);
    }
}
