package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.PhotoName;
import org.meterline.contracts.ReadingFailed;
import org.meterline.definition.Names;
import org.meterline.definition.Queue;
import org.meterline.definition.Queues;
import org.meterline.engines.junit.AwsExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A photo that fails every time, from the bucket's notification to its end: the queue itself gives it up, by its own rule, and the
 * dead letter becomes {@code reading.failed}, which is what billing tells the customer of.
 */
@Timeout(60)
class DeadPhotoIT {

    @RegisterExtension
    static final AwsExtension aws = new AwsExtension();

    private static final int TRIES = Queues.all(1).stream()
            .filter(queue -> queue.name().equals(Names.PHOTO_QUEUE))
            .mapToInt(Queue::deliveriesMax)
            .findFirst()
            .orElseThrow();

    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final PhotoName photo = MessagesContract.freshPhoto();
    private final String key = "meters/2026/11/" + photo.id() + ".jpg";
    private final String bucket = aws.newPhotoBucket();
    private final String table = aws.newMessageTable();
    private final S3Client s3 = AwsClients.s3(aws.environment());
    private final DynamoDbClient dynamoDb = AwsClients.dynamoDb(aws.environment());
    private final SqsClient sqs = AwsClients.sqs(aws.environment());
    private final Messages messages = new DynamoDbMessages(dynamoDb, table, InstantSource.system());
    private final RecordingEvents events = new RecordingEvents();
    private final MeterPhotoHandler reading = new MeterPhotoHandler(
            new ReadPhoto(new S3Photos(s3, bucket), messages, events, new NeverAsked(), InstantSource.system()));
    private final DeadPhotoHandler burying =
            new DeadPhotoHandler(new GiveUpPhoto(messages, events, NeverAsked.VERSION));

    @BeforeEach
    void a_photo_is_stored() {
        AwsClients.keep(dynamoDb, table, photo);
        s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("a photo"));
    }

    @AfterEach
    void close() {
        sqs.close();
        s3.close();
        dynamoDb.close();
    }

    @Test
    void after_its_tries_the_queue_gives_it_up_and_it_is_told_as_failed_once_the_broker_is_there() {
        for (var attempt = 1; attempt <= TRIES; attempt++) {
            var message = next(Names.PHOTO_QUEUE, LONG);
            assertThat(message).as("attempt %d", attempt).isPresent();
            s3.deleteObject(delete -> delete.bucket(bucket).key(key)); // no attempt will find it
            assertThat(failed(reading.handleRequest(
                            Notifications.batch(message.get().body()), null)))
                    .as("attempt %d", attempt)
                    .isTrue();
            showAgain(Names.PHOTO_QUEUE, message.get());
        }
        assertThat(next(Names.PHOTO_QUEUE, SHORT)).as("one try more").isEmpty();
        assertThat(events.told()).isEmpty();

        events.goAway(true);
        var dead = next(Names.DEAD_PHOTO_QUEUE, LONG).orElseThrow();
        assertThat(failed(burying.handleRequest(Notifications.batch(dead.body()), null)))
                .isTrue();
        showAgain(Names.DEAD_PHOTO_QUEUE, dead);

        events.goAway(false);
        var again = next(Names.DEAD_PHOTO_QUEUE, LONG).orElseThrow();
        assertThat(failed(burying.handleRequest(Notifications.batch(again.body()), null)))
                .isFalse();

        assertThat(events.told()).singleElement().isInstanceOfSatisfying(ReadingFailed.class, failed -> {
            assertThat(failed.photoId()).isEqualTo(photo.id());
            assertThat(failed.imageS3Key()).isEqualTo(key);
            assertThat(failed.contact()).isNotEmpty();
        });
        assertThat(AwsClients.part(dynamoDb, table, photo)
                        .get(MessageTable.OCR_STATE)
                        .s())
                .isEqualTo(MessageTable.OcrState.FAILED.name());
    }

    /** What a queue hands out of this photo, within a time. The other tests' photos, which nobody wants, go. */
    private Optional<Message> next(String queue, Duration within) {
        while (true) {
            var got = sqs.receiveMessage(
                            receive -> receive.queueUrl(url(queue)).waitTimeSeconds((int) within.toSeconds()))
                    .messages();
            if (got.isEmpty()) {
                return Optional.empty();
            }
            var message = got.getFirst();
            if (message.body().contains(photo.id())) {
                return Optional.of(message);
            }
            sqs.deleteMessage(delete -> delete.queueUrl(url(queue)).receiptHandle(message.receiptHandle()));
        }
    }

    /** The time is over in which it is kept from others. */
    private void showAgain(String queue, Message message) {
        sqs.changeMessageVisibility(change -> change.queueUrl(url(queue))
                .receiptHandle(message.receiptHandle())
                .visibilityTimeout(0));
    }

    private String url(String queue) {
        return sqs.getQueueUrl(get -> get.queueName(queue)).queueUrl();
    }

    private static boolean failed(SQSBatchResponse response) {
        return !Notifications.failedIds(response).equals(List.of());
    }

    /** A reader that a photo without a file never comes to. */
    private static final class NeverAsked implements DialReader {

        private static final String VERSION = "never-1";

        @Override
        public DialReading read(Photo photo) {
            throw new AssertionError("there is nothing to read");
        }

        @Override
        public String version() {
            return VERSION;
        }
    }
}
