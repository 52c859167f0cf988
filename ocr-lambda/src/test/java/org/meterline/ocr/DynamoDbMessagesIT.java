package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
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
    void the_readers_work_is_kept_beside_the_part() {
        var photo = freshPhoto();
        keep(photo);
        messages().settle(photo, result(photo, UnreadableReason.BLUR));

        var part = AwsClients.part(dynamoDb, table, photo);

        assertThat(part.get(MessageTable.READ_AT).s()).isEqualTo("2026-11-21T08:15:40.000Z");
        assertThat(part.get(MessageTable.KIND).s()).isEqualTo("PHOTO");
        assertThat(part.get(MessageTable.OCR_STATE).s()).isEqualTo("UNREADABLE");
        var work = part.get(MessageTable.OCR).m();
        assertThat(work.get("text").s()).isEmpty();
        assertThat(work.get("confidence").n()).isEqualTo("0");
        assertThat(work.get("readerVersion").s()).isEqualTo("test-1");
        assertThat(work.get("durationMillis").n()).isEqualTo("12");
        assertThat(work.get("imageWidthPx").n()).isEqualTo("640");
        assertThat(work.get("box").l()).hasSize(4);
        assertThat(work.get("box").l().get(2).l().getFirst().n()).isEqualTo("4");
        assertThat(AwsClients.texts(work.get("findings"))).containsExactly("BLUR");
        assertThat(work.get("quality").m().get("sharpness").n()).isEqualTo("0.07");
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
