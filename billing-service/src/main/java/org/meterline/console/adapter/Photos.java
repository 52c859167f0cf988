package org.meterline.console.adapter;

import io.micronaut.context.annotation.Value;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meterline.contracts.MessageTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Photos in the bucket, and where in them the reader saw the counter. Who may see which is the caller's business. */
@Singleton
class Photos {

    private static final Logger log = LoggerFactory.getLogger(Photos.class);

    private static final int BYTES_MAX = 10_000_000;

    private final S3Client s3;
    private final DynamoDbClient dynamo;
    private final String bucket;
    private final String table;

    Photos(
            S3Client s3,
            DynamoDbClient dynamo,
            @Value("${meterline.photo-bucket}") String bucket,
            @Value("${meterline.message-table}") String table) {
        this.s3 = s3;
        this.dynamo = dynamo;
        this.bucket = bucket;
        this.table = table;
    }

    /** A picture that browsers show. */
    record Picture(byte[] bytes, MediaType type) {}

    /**
     * Where the counter is.
     *
     * @param width of the upright photo, in pixels; likewise height
     * @param points the counter's corners, {@code "10,20 110,20 110,60 10,60"}
     */
    record Counter(String width, String height, String points) {}

    /** The photo under a key; empty when it is gone or nothing that browsers should show. */
    Optional<Picture> picture(String key) {
        var type = typeOf(key);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        try (var stored = s3.getObject(get -> get.bucket(bucket).key(key))) {
            var bytes = stored.readNBytes(BYTES_MAX + 1);
            return bytes.length > BYTES_MAX ? Optional.empty() : Optional.of(new Picture(bytes, type.get()));
        } catch (NoSuchKeyException gone) {
            return Optional.empty();
        } catch (IOException | SdkException failure) {
            log.warn("a photo could not be fetched for the console: {}", failure.toString());
            return Optional.empty();
        }
    }

    private static Optional<MediaType> typeOf(String key) {
        return switch (key.substring(key.lastIndexOf('.') + 1)) {
            case "jpg", "jpeg" -> Optional.of(MediaType.IMAGE_JPEG_TYPE);
            case "png" -> Optional.of(MediaType.IMAGE_PNG_TYPE);
            case "webp" -> Optional.of(MediaType.IMAGE_WEBP_TYPE);
            default -> Optional.empty();
        };
    }

    /** Where the reader saw the counter; empty when the message table does not say. The page does without it. */
    Optional<Counter> counter(String messageId, String photoId) {
        try {
            var item = dynamo.getItem(get -> get.tableName(table)
                            .key(Map.of(MessageTable.MESSAGE_ID, AttributeValue.fromS(messageId)))
                            .projectionExpression("parts.#part.ocr")
                            .expressionAttributeNames(Map.of("#part", photoId)))
                    .item();
            return Optional.ofNullable(item.get(MessageTable.PARTS))
                    .map(parts -> parts.m().get(photoId))
                    .map(part -> part.m().get(MessageTable.OCR))
                    .flatMap(ocr -> counter(ocr.m()));
        } catch (SdkException failure) {
            log.warn("the message table could not be asked for the console: {}", failure.toString());
            return Optional.empty();
        }
    }

    private static Optional<Counter> counter(Map<String, AttributeValue> ocr) {
        var width = ocr.get("imageWidthPx");
        var height = ocr.get("imageHeightPx");
        var box = ocr.get("box");
        if (width == null || height == null || box == null || box.l().size() != 4) {
            return Optional.empty();
        }
        var points = new StringBuilder();
        for (List<AttributeValue> corner :
                box.l().stream().map(AttributeValue::l).toList()) {
            if (corner.size() != 2) {
                return Optional.empty();
            }
            points.append(corner.get(0).n())
                    .append(',')
                    .append(corner.get(1).n())
                    .append(' ');
        }
        return Optional.of(new Counter(width.n(), height.n(), points.toString().strip()));
    }
}
