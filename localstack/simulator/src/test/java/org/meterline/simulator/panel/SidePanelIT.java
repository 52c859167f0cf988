package org.meterline.simulator.panel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.ConnectionFactory;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.PackedText;
import org.meterline.contracts.PhotoName;
import org.meterline.contracts.Topology;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.RabbitMqExtension;
import org.meterline.simulator.http.Json;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** The panel over a real table, bucket and broker. */
class SidePanelIT {

    @RegisterExtension
    static final AwsExtension AWS = new AwsExtension();

    @RegisterExtension
    static final RabbitMqExtension RABBIT = new RabbitMqExtension();

    private static final PhotoName PHOTO = new PhotoName("MM00000000000000000000000000000001", 1);

    @Test
    void a_photo_is_shown_with_what_was_read_and_stored() throws Exception {
        var table = AWS.newMessageTable();
        var bucket = AWS.newPhotoBucket();
        try (var dynamoDb = dynamoDb();
                var s3 = s3();
                var billing = new FakeBilling(true);
                var readings = new StoredReadings(billing.url(), FakeBilling.KEY)) {
            var panel = new SidePanel(new MessageItems(dynamoDb, table), new StoredPhotos(s3, bucket), readings);
            assertThat(panel.of(PHOTO, "+14155238887")).containsEntry("partNote", "Not in the message table yet.");

            s3.putObject(
                    request -> request.bucket(bucket).key("unread/photo.jpg"),
                    RequestBody.fromBytes(new byte[] {8, 9}));
            dynamoDb.putItem(request -> request.tableName(table).item(item()));

            var shown = Json.MAPPER.<JsonNode>valueToTree(panel.of(PHOTO, "+14155238887"));
            var part = shown.path("part");
            assertThat(part.path("ingestState").asText()).isEqualTo("PUBLISHED");
            assertThat(part.path("ocr").path("box").path(2).path(0).asInt()).isEqualTo(705);
            assertThat(part.path("reading")
                            .path("candidates")
                            .path(0)
                            .path("dial")
                            .asText())
                    .isEqualTo("01234.567");
            assertThat(part.has("mediaUrl")).isFalse();
            assertThat(shown.path("stored").path("verdict").asText()).isEqualTo("ACCEPTED");
            assertThat(panel.image(PHOTO))
                    .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(8, 9));
        }
    }

    @Test
    void events_are_told_without_what_is_personal_as_soon_as_the_exchange_is_there() throws Exception {
        var told = new LinkedBlockingQueue<Map<String, Object>>();
        var factory = new ConnectionFactory();
        factory.setUri(RABBIT.endpoint());
        factory.setUsername(RABBIT.username());
        factory.setPassword(RABBIT.password());
        try (var tap = new EventTap(RABBIT.endpoint(), RABBIT.username(), RABBIT.password(), told::add);
                var connection = factory.newConnection();
                var channel = connection.createChannel()) {
            channel.exchangeDeclare(Topology.EVENTS, BuiltinExchangeType.TOPIC, true);
            var properties = new BasicProperties.Builder()
                    .headers(Map.of(CloudEventHeaders.SOURCE, "/ocr-lambda"))
                    .build();
            var body = "{\"messageId\":\"MM1\",\"userPhone\":\"+27831234567\",\"confidence\":0.93}".getBytes(UTF_8);

            Map<String, Object> event = null;
            for (var i = 0; event == null && i < 100; i++) { // it listens when it found the exchange
                channel.basicPublish(Topology.EVENTS, "reading.captured", properties, body);
                event = told.poll(100, TimeUnit.MILLISECONDS);
            }

            assertThat(event)
                    .containsEntry("type", "reading.captured")
                    .containsEntry("source", "/ocr-lambda")
                    .doesNotContainKey("userPhone");
            assertThat(String.valueOf(event)).contains("MM1", "0.93").doesNotContain("27831234567");
            assertThat(tap.isListening()).isTrue();
        }
    }

    private static Map<String, AttributeValue> item() {
        var part = Map.of(
                MessageTable.KIND, AttributeValue.fromS("PHOTO"),
                MessageTable.MEDIA_URL, AttributeValue.fromS("https://api.twilio.com/x"),
                MessageTable.S3_KEY, AttributeValue.fromS("unread/photo.jpg"),
                MessageTable.OCR, packed("{\"box\":[[300,300],[700,280],[705,360],[305,380]]}"),
                MessageTable.READING, AttributeValue.fromS("{\"candidates\":[{\"dial\":\"01234.567\"}]}"));
        return Map.of(
                MessageTable.MESSAGE_ID, AttributeValue.fromS(PHOTO.messageId()),
                MessageTable.INGEST_STATE, AttributeValue.fromS("PUBLISHED"),
                MessageTable.TEXT, AttributeValue.fromS("never shown here"),
                MessageTable.PARTS, AttributeValue.fromM(Map.of(PHOTO.id(), AttributeValue.fromM(part))));
    }

    private static AttributeValue packed(String json) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(PackedText.pack(json)));
    }

    private static DynamoDbClient dynamoDb() {
        return DynamoDbClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(AWS.dynamoDb())
                .region(Region.of(AWS.environment().get("AWS_REGION")))
                .credentialsProvider(credentials())
                .build();
    }

    private static S3Client s3() {
        return S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(AWS.s3())
                .forcePathStyle(true)
                .region(Region.of(AWS.environment().get("AWS_REGION")))
                .credentialsProvider(credentials())
                .build();
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                AWS.environment().get("AWS_ACCESS_KEY_ID"), AWS.environment().get("AWS_SECRET_ACCESS_KEY")));
    }
}
