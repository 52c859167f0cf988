package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.PhotoEvent;
import org.meterline.contracts.PhotoName;
import org.meterline.contracts.Topology;
import org.meterline.contracts.UnreadableReason;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.RabbitMqExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The whole road over the real parts, wired as it is in production: a photo in the bucket becomes an event on the broker. */
@Timeout(120)
class PhotoRoadIT {

    @RegisterExtension
    static final AwsExtension aws = new AwsExtension();

    @RegisterExtension
    static final RabbitMqExtension rabbit = new RabbitMqExtension();

    private final String queue = "photo-road-" + UUID.randomUUID();
    private final PhotoName photo = MessagesContract.freshPhoto();
    private final String key = "meters/2026/11/" + photo.id() + ".jpg";
    private Map<String, String> environment;
    private DynamoDbClient dynamoDb;
    private S3Client s3;
    private Connection connection;
    private Channel channel;

    @BeforeEach
    void start() throws Exception {
        connection = connection();
        channel = connection.createChannel();
        channel.exchangeDeclare(Topology.EVENTS, "topic", true);
        channel.queueDeclare(queue, true, false, false, null);
        channel.queueBind(queue, Topology.EVENTS, "reading.*");
        environment = new HashMap<>(aws.environment());
        AwsClients.announce(environment);
        dynamoDb = AwsClients.dynamoDb(environment);
        s3 = AwsClients.s3(environment);
        environment.putAll(Map.of(
                "MESSAGE_TABLE", aws.newMessageTable(),
                "PHOTO_BUCKET", aws.newPhotoBucket(),
                "PHOTO_BUCKET_PATH_STYLE", "true",
                "BROKER_ENDPOINT", rabbit.endpoint().toString(),
                "BROKER_SECRET_ID", brokerSecret()));
        AwsClients.keep(dynamoDb, table(), photo);
    }

    @AfterEach
    void stop() throws Exception {
        channel.queueDelete(queue);
        connection.close();
    }

    @Test
    void a_photo_becomes_an_event_as_the_contract_has_it_and_twice_the_same() throws Exception {
        store("drum-electricity.jpg");
        var handler = handler();

        assertThat(handle(handler)).isEmpty();
        assertThat(handle(handler)).isEmpty();

        var events = arrived();
        assertThat(events).hasSize(2);
        var first = events.getFirst();
        var body = new ObjectMapper().readTree(first.getBody());
        assertThat(errors(body)).isEmpty();
        assertThat(body.get("meterReading").asText()).isEqualTo("04821.7");
        assertThat(body.get("receivedAt").asText()).isEqualTo("2026-11-21T08:15:30Z");
        assertThat(body.get("imageS3Key").asText()).isEqualTo(key);
        assertThat(first.getEnvelope().getRoutingKey()).isEqualTo("reading.captured");
        assertThat(first.getProps().getDeliveryMode()).isEqualTo(2);
        assertThat(first.getProps().getContentType()).isEqualTo(CloudEventHeaders.CONTENT_TYPE);
        assertThat(first.getProps().getHeaders().get(CloudEventHeaders.SUBJECT)).hasToString(photo.messageId());
        assertThat(first.getProps()
                        .getHeaders()
                        .get(CloudEventHeaders.TRACEPARENT)
                        .toString())
                .as("the trace that the message was claimed in, though S3 and SQS carry none")
                .startsWith(InMemoryMessages.TRACEPARENT.substring(0, 36))
                .isNotEqualTo(InMemoryMessages.TRACEPARENT);
        assertThat(first.getProps().getMessageId())
                .isEqualTo(photo.id() + "/reading.captured/" + DialReaders.version())
                .isEqualTo(events.getLast().getProps().getMessageId());
        assertThat(events.getLast().getBody()).isEqualTo(first.getBody());
        var part = AwsClients.part(dynamoDb, table(), photo);
        assertThat(part.get(MessageTable.OCR_STATE).s()).isEqualTo("READ");
        assertThat(AwsClients.unpacked(part, MessageTable.READING)).isEqualTo(body);
        assertThat(AwsClients.unpacked(part, MessageTable.OCR).get("text").asText())
                .isEqualTo("04821.7");
    }

    @Test
    void a_replayed_photo_that_an_older_reader_read_is_read_again_and_both_results_are_kept_and_told()
            throws Exception {
        store("wall.jpg");
        var messages = new DynamoDbMessages(dynamoDb, table(), InstantSource.system());
        var older = MessagesContract.result(photo, UnreadableReason.BLUR, "older-1");
        messages.settle(photo, older);
        var handler = handler();

        assertThat(handle(handler)).isEmpty();
        assertThat(arrived()).as("told by the bucket again").hasSize(1);
        for (var replays = 0; replays < 2; replays++) {
            var batch = Notifications.batch(Notifications.ofReplay(key));
            assertThat(Notifications.failedIds(handler.handleRequest(batch, null)))
                    .isEmpty();
        }

        var events = arrived();
        assertThat(events.stream().map(event -> event.getProps().getMessageId()).distinct())
                .containsExactly(
                        photo.id() + "/reading.unreadable/older-1",
                        photo.id() + "/reading.unreadable/" + DialReaders.version());
        assertThat(events).hasSize(4);
        assertThat(messages.find(photo).orElseThrow().results())
                .extracting(PhotoEvent::readerVersion)
                .containsExactly("older-1", DialReaders.version());
    }

    @Test
    void while_the_broker_is_away_the_photo_is_left_for_retry_and_read_only_once() throws Exception {
        store("wall.jpg");
        environment.put("BROKER_ENDPOINT", "amqp://127.0.0.1:" + closedPort());
        assertThat(handle(handler())).containsExactly("1");
        var kept = AwsClients.part(dynamoDb, table(), photo);
        assertThat(kept.get(MessageTable.OCR_STATE).s()).isEqualTo("UNREADABLE");

        environment.put("BROKER_ENDPOINT", rabbit.endpoint().toString());
        assertThat(handle(handler())).isEmpty();

        assertThat(AwsClients.part(dynamoDb, table(), photo)).isEqualTo(kept);
        assertThat(arrived())
                .singleElement()
                .satisfies(event -> assertThat(new ObjectMapper()
                                .readTree(event.getBody())
                                .get("reason")
                                .asText())
                        .isEqualTo("NO_METER"));
    }

    @Test
    void an_event_that_no_queue_takes_counts_as_not_told() throws Exception {
        store("wall.jpg");
        channel.queueUnbind(queue, Topology.EVENTS, "reading.*");

        assertThat(handle(handler())).containsExactly("1");
    }

    @Test
    void a_photo_that_is_buried_is_told_as_failed() throws Exception {
        var dead = new DeadPhotoHandler(Wiring.giveUpPhoto(Settings.from(environment)));

        var response = dead.handleRequest(Notifications.batch(Notifications.ofKey(key)), null);

        assertThat(Notifications.failedIds(response)).isEmpty();
        assertThat(arrived())
                .singleElement()
                .satisfies(
                        event -> assertThat(event.getEnvelope().getRoutingKey()).isEqualTo("reading.failed"));
        assertThat(AwsClients.part(dynamoDb, table(), photo)
                        .get(MessageTable.OCR_STATE)
                        .s())
                .isEqualTo("FAILED");
    }

    private MeterPhotoHandler handler() {
        return new MeterPhotoHandler(Wiring.readPhoto(Settings.from(environment)));
    }

    private List<String> handle(MeterPhotoHandler handler) {
        return Notifications.failedIds(handler.handleRequest(Notifications.batch(Notifications.ofKey(key)), null));
    }

    private void store(String sample) throws IOException {
        var samples = Path.of(System.getProperty("meterline.root"), "ocr-lambda", "src", "main", "samples");
        var file = RequestBody.fromBytes(Files.readAllBytes(samples.resolve(sample)));
        s3.putObject(put -> put.bucket(environment.get("PHOTO_BUCKET")).key(key), file);
    }

    /** Everything in the queue: the lambda's confirms say that nothing more is on its way. */
    private List<GetResponse> arrived() throws IOException {
        var arrived = new ArrayList<GetResponse>();
        for (var next = channel.basicGet(queue, true); next != null; next = channel.basicGet(queue, true)) {
            arrived.add(next);
        }
        return arrived;
    }

    private static List<String> errors(JsonNode captured) throws IOException {
        try (var schema = Event.class.getResourceAsStream("schemas/reading.captured.v1.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema)
                    .validate(captured)
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    private Connection connection() throws Exception {
        var factory = new ConnectionFactory();
        var endpoint = rabbit.endpoint();
        factory.setHost(endpoint.getHost());
        factory.setPort(endpoint.getPort());
        factory.setVirtualHost(
                endpoint.getPath().length() > 1 ? endpoint.getPath().substring(1) : "/");
        factory.setUsername(rabbit.username());
        factory.setPassword(rabbit.password());
        return factory.newConnection();
    }

    private String brokerSecret() {
        var name = "photo-road-" + UUID.randomUUID();
        AwsClients.secretsManager(environment)
                .createSecret(create -> create.name(name)
                        .secretString("{\"username\":\"%s\",\"password\":\"%s\"}"
                                .formatted(rabbit.username(), rabbit.password())));
        return name;
    }

    private String table() {
        return environment.get("MESSAGE_TABLE");
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
