package org.meterline.stack.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.PartKind;
import org.meterline.contracts.PhotoName;
import org.meterline.engines.AwsEmulators;
import org.meterline.engines.RabbitMq;
import org.meterline.stack.storm.Signature;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** What the lambdas are given to do: webhooks with texts, and photos that lie in the bucket. */
final class LambdaWork {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCOUNT = "AC00000000000000000000000000000001";
    private static final String TOKEN = "only-for-benches";
    private static final String BASE_URL = "https://hooks.example.com";
    private static final String PATH = "/webhooks/twilio/whatsapp";
    private static final String TABLE = "bench-messages";
    private static final String BUCKET = "bench-photos";
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(30);

    private final AwsEmulators aws;
    private final RabbitMq broker;
    private final Path photo;
    private final DynamoDbClient dynamoDb;
    private final S3Client s3;
    private int number;

    LambdaWork(AwsEmulators aws, RabbitMq broker, Path photo) {
        this.aws = aws;
        this.broker = broker;
        this.photo = photo;
        aws.createMessageTable(TABLE);
        aws.createPhotoBucket(BUCKET);
        aws.putSecret("bench/twilio", "{\"" + ACCOUNT + "\":[\"" + TOKEN + "\"]}");
        aws.putSecret(
                "bench/broker",
                JSON.createObjectNode()
                        .put("username", broker.username())
                        .put("password", broker.password())
                        .toString());
        var environment = aws.environment();
        var region = Region.of(environment.get("AWS_REGION"));
        var keys = StaticCredentialsProvider.create(AwsBasicCredentials.create(
                environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY")));
        dynamoDb = DynamoDbClient.builder()
                .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_DYNAMODB")))
                .region(region)
                .credentialsProvider(keys)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        s3 = S3Client.builder()
                .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_S3")))
                .region(region)
                .credentialsProvider(keys)
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** What the webhook's lambda is told. */
    Map<String, String> webhookSettings() {
        var settings = new TreeMap<>(photoSettings());
        settings.putAll(Map.of("PUBLIC_BASE_URL", BASE_URL, "TWILIO_SECRET_ID", "bench/twilio"));
        return settings;
    }

    /** What the reader's lambda is told. */
    Map<String, String> photoSettings() {
        var settings = new TreeMap<>(aws.environment());
        settings.putAll(Map.of(
                "MESSAGE_TABLE",
                TABLE,
                "PHOTO_BUCKET",
                BUCKET,
                "PHOTO_BUCKET_PATH_STYLE",
                "true",
                "BROKER_ENDPOINT",
                broker.endpoint().toString(),
                "BROKER_SECRET_ID",
                "bench/broker"));
        return settings;
    }

    /** A REST API's event of a new text, signed. */
    byte[] webhook() {
        var sid = "SM%032x".formatted(++number);
        var fields = new TreeMap<>(Map.of(
                "AccountSid", ACCOUNT,
                "ApiVersion", "2010-04-01",
                "Body", "my reading is " + number,
                "From", "whatsapp:+27831234567",
                "MessageSid", sid,
                "MessageType", "text",
                "NumMedia", "0",
                "SmsStatus", "received",
                "To", "whatsapp:+14155238886",
                "WaId", "27831234567"));
        var event = JSON.createObjectNode().put("httpMethod", "POST").put("path", PATH);
        event.putObject("headers")
                .put("Content-Type", "application/x-www-form-urlencoded")
                .put("X-Twilio-Signature", Signature.of(TOKEN, BASE_URL + PATH, fields));
        event.put(
                "body",
                fields.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
        return bytes(event);
    }

    /** The queue's event of a new photo, which is kept and stored as ingest does it. */
    byte[] storedPhoto() {
        var name = new PhotoName("MM%032x".formatted(++number), 1);
        var now = Instant.now();
        var key = name.key(PhotoName.READ_FOLDER, now, "jpg");
        var part = Map.of(
                MessageTable.KIND, AttributeValue.fromS(PartKind.PHOTO.name()), MessageTable.NUMBER, number("1"));
        dynamoDb.putItem(put -> put.tableName(TABLE)
                .item(Map.of(
                        MessageTable.MESSAGE_ID, AttributeValue.fromS(name.messageId()),
                        MessageTable.RECEIVED_AT, AttributeValue.fromS(now.toString()),
                        MessageTable.CHANNEL, AttributeValue.fromS("WHATSAPP"),
                        MessageTable.RECEIVING_NUMBER, AttributeValue.fromS("+14155238886"),
                        MessageTable.USER_PHONE, AttributeValue.fromS("+27831234567"),
                        MessageTable.PARTS, AttributeValue.fromM(Map.of(name.id(), AttributeValue.fromM(part))))));
        s3.putObject(put -> put.bucket(BUCKET).key(key), photo);
        var notification = JSON.createObjectNode();
        notification
                .putArray("Records")
                .addObject()
                .putObject("s3")
                .putObject("object")
                .put("key", key);
        var event = JSON.createObjectNode();
        event.putArray("Records")
                .addObject()
                .put("messageId", "message-" + number)
                .put("body", notification.toString())
                .put("eventSource", "aws:sqs")
                .put("awsRegion", "eu-central-1");
        return bytes(event);
    }

    /** Waits until so many webhooks have become events on the broker, and takes those away. */
    void awaitEvents(int count) {
        var queue = Work.MESSAGES.queue().name();
        try (var connection = Feed.connection(broker);
                var channel = connection.createChannel()) {
            Wait.until(count + " events in " + queue, ARRIVAL_LIMIT, () -> channel.messageCount(queue) == count);
            purge(channel, queue);
        } catch (IOException | TimeoutException failure) {
            throw new IllegalStateException("the broker does not answer", failure);
        }
    }

    private static void purge(Channel channel, String queue) throws IOException {
        var unused = channel.queuePurge(queue);
    }

    private static AttributeValue number(String value) {
        return AttributeValue.fromN(value);
    }

    private static byte[] bytes(ObjectNode event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
