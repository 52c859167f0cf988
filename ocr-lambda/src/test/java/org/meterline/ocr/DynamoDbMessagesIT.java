package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.PhotoName;
import org.meterline.contracts.UnreadableReason;
import org.meterline.engines.junit.AwsExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbMessagesIT extends MessagesContract {

    @RegisterExtension
    static final AwsExtension aws = new AwsExtension();

    private static DynamoDbClient dynamoDb;
    private static String table;

    @BeforeAll
    static void newTable() {
        dynamoDb = AwsClients.dynamoDb(aws.environment());
        table = aws.newMessageTable();
    }

    @Override
    Messages messages() {
        return new DynamoDbMessages(dynamoDb, table, InstantSource.fixed(Instant.parse("2026-11-21T08:15:40Z")));
    }

    @Override
    void keep(PhotoName photo) {
        AwsClients.keep(dynamoDb, table, photo);
    }

    @Test
    void the_readers_work_is_kept_beside_the_part() throws Exception {
        var photo = freshPhoto();
        keep(photo);
        messages().settle(photo, result(photo, UnreadableReason.BLUR));

        var part = AwsClients.part(dynamoDb, table, photo);

        assertThat(part.get(MessageTable.READ_AT).s()).isEqualTo("2026-11-21T08:15:40.000Z");
        assertThat(part.get(MessageTable.KIND).s()).isEqualTo("PHOTO");
        assertThat(part.get(MessageTable.OCR_STATE).s()).isEqualTo("UNREADABLE");
        var work = AwsClients.unpacked(part, MessageTable.OCR);
        assertThat(work).isEqualTo(new ObjectMapper().readTree("""
                {"text": "", "confidence": 0, "imageWidthPx": 640, "imageHeightPx": 480, "readerVersion": "test-1",
                 "durationMillis": 12, "findings": ["BLUR"], "quality": {"sharpness": 0.07},
                 "box": [[1, 2], [4, 2], [4, 6], [1, 6]]}
                """));
    }

    @Test
    void what_an_older_version_kept_as_plain_text_is_told_again_as_it_was() {
        var photo = freshPhoto();
        keep(photo);
        var result = result(photo, UnreadableReason.GLARE);
        dynamoDb.updateItem(update -> update.tableName(table)
                .key(Map.of(MessageTable.MESSAGE_ID, AttributeValue.fromS(photo.messageId())))
                .updateExpression(
                        "SET parts.#id.ocrState = :state, parts.#id.#reading = :reading, parts.#id.ocr = :ocr")
                .expressionAttributeNames(Map.of("#id", photo.id(), "#reading", MessageTable.READING))
                .expressionAttributeValues(Map.of(
                        ":state", AttributeValue.fromS("UNREADABLE"),
                        ":reading", AttributeValue.fromS(EventJson.write(result.event())),
                        ":ocr", AttributeValue.fromM(Map.of("text", AttributeValue.fromS(""))))));

        assertThat(messages().find(photo).orElseThrow().results()).containsExactly(result.event());
        assertThat(messages().keepBeside(photo, result(photo, UnreadableReason.DARK, "test-2")))
                .isTrue();
        assertThat(messages().find(photo).orElseThrow().results()).hasSize(2);
    }

    @Test
    void a_further_result_leaves_the_photos_own_as_it_was() {
        var photo = freshPhoto();
        keep(photo);
        messages().settle(photo, result(photo, UnreadableReason.BLUR));
        var before = AwsClients.part(dynamoDb, table, photo);

        messages().keepBeside(photo, result(photo, UnreadableReason.DARK, "test-2"));

        var after = new HashMap<>(AwsClients.part(dynamoDb, table, photo));
        var further = after.remove(MessageTable.FURTHER_RESULTS).m();
        assertThat(after).isEqualTo(before);
        assertThat(further).containsOnlyKeys("test-2");
        assertThat(further.get("test-2").m())
                .containsOnlyKeys(MessageTable.OCR_STATE, MessageTable.READING, MessageTable.READ_AT, MessageTable.OCR);
    }

    @Test
    void of_many_results_at_once_one_is_kept() throws Exception {
        var photo = freshPhoto();
        keep(photo);
        var settlers = IntStream.range(0, 16)
                .<Callable<Boolean>>mapToObj(i ->
                        () -> messages().settle(photo, result(photo, UnreadableReason.values()[i % 7])))
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = 0;
            for (var settled : threads.invokeAll(settlers)) {
                first += settled.get() ? 1 : 0;
            }
            assertThat(first).isOne();
        }
    }
}
