package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.EventType;
import org.meterline.contracts.Topology;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.RabbitMqExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The whole road over the real parts, wired as it is in production. */
@Timeout(120)
class IngestRoadIT {

    @RegisterExtension
    static final AwsExtension aws = new AwsExtension();

    @RegisterExtension
    static final RabbitMqExtension rabbit = new RabbitMqExtension();

    private static final String PATH = "/webhooks/twilio/whatsapp";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T08:15:30.123Z"));
    private final String queue = "ingest-road-" + UUID.randomUUID();
    private final AtomicInteger downloads = new AtomicInteger();
    private HttpServer twilio;
    private Wire wire;
    private Connection connection;
    private Channel channel;
    private Map<String, String> environment;
    private WebhookHandler handler;
    private SweepMessages sweepMessages;

    @BeforeEach
    void start() throws Exception {
        startTwilio();
        startBroker();
        environment = new HashMap<>(aws.environment());
        AwsClients.announce(environment);
        environment.putAll(Map.of(
                "MESSAGE_TABLE", aws.newMessageTable(),
                "PHOTO_BUCKET", aws.newPhotoBucket(),
                "PHOTO_BUCKET_PATH_STYLE", "true",
                "BROKER_ENDPOINT",
                        "amqp://127.0.0.1:" + wire.port() + rabbit.endpoint().getPath(),
                "BROKER_SECRET_ID",
                        secret("{\"username\":\"%s\",\"password\":\"%s\"}", rabbit.username(), rabbit.password()),
                "PUBLIC_BASE_URL", Samples.BASE_URL,
                "TWILIO_SECRET_ID", secret("{\"%s\":[\"%s\"]}", Samples.ACCOUNT, Samples.TOKEN),
                "MEDIA_ORIGIN", origin(),
                "MEDIA_REDIRECT_ORIGINS", origin()));
        var wiring = wiring(Duration.ofSeconds(30));
        handler = new WebhookHandler(wiring.receiveWebhook());
        sweepMessages = wiring.sweepMessages();
    }

    @AfterEach
    void stop() throws Exception {
        channel.queueDelete(queue);
        connection.close();
        wire.close();
        twilio.stop(0);
    }

    @Test
    void a_photo_ends_in_the_bucket_the_table_and_the_queue() throws Exception {
        assertThat(post(photoBody(2))).isEqualTo(200);

        var key = "meters/2026/11/" + sid("MM", 2) + ".jpg";
        var photo = AwsClients.s3(environment)
                .getObjectAsBytes(get -> get.bucket(bucket()).key(key));
        assertThat(photo.asByteArray()).isEqualTo(Samples.JPEG);
        assertThat(photo.response().contentType()).isEqualTo("image/jpeg");
        assertThat(photo.response().metadata()).containsEntry("sha256", InMemoryPhotos.sha256(Samples.JPEG));

        var item = item(sid("MM", 2));
        assertThat(item.get("ingestState").s()).isEqualTo("PUBLISHED");
        assertThat(item.get("receivedAt").s()).isEqualTo("2026-11-21T08:15:30.123Z");
        assertThat(item.get("parts").m().get(sid("MM", 2)).m().get("s3Key").s()).isEqualTo(key);

        var event = new ObjectMapper().readTree(arrived().getFirst());
        assertThat(event.get("parts").get(0).get("imageS3Key").asText()).isEqualTo(key);
        assertThat(event.get("receivedAt").asText()).isEqualTo("2026-11-21T08:15:30.123Z");
    }

    @Test
    void a_thousand_times_the_same_message_64_at_once_has_one_effect() throws Exception {
        var request = Samples.signed(PATH, photoBody(3));
        var posts = IntStream.range(0, 1_000)
                .<Callable<Integer>>mapToObj(i -> () -> post(request))
                .toList();
        try (var senders = Executors.newFixedThreadPool(64)) {
            assertThat(senders.invokeAll(posts))
                    .allSatisfy(one -> assertThat(one.get()).isEqualTo(200));
        }

        assertThat(arrived()).as("events").hasSize(1);
        assertThat(downloads).as("downloads").hasValue(1);
        assertThat(objects()).as("objects").hasSize(1);
        assertThat(AwsClients.dynamoDb(environment)
                        .scan(scan -> scan.tableName(table()))
                        .count())
                .as("items")
                .isOne();
    }

    @Test
    void what_happens_while_the_broker_is_away_is_told_by_the_sweeper() throws Exception {
        handler = new WebhookHandler(wiring(Duration.ofSeconds(1)).receiveWebhook());
        wire.goSilent(true);
        assertThat(post(messageBody(sid("SM", 4), "Body", "1234"))).isEqualTo(200);
        assertThat(post(photoBody(5))).isEqualTo(200);
        assertThat(item(sid("SM", 4)).get("ingestState").s()).isEqualTo("STORED");
        assertThat(item(sid("MM", 5)).get("ingestState").s()).isEqualTo("STORED");

        wire.goSilent(false);
        clock.advance(Duration.ofSeconds(61));
        assertThat(sweepMessages.sweep()).isEqualTo(new SweepMessages.Swept(2, 2));
        assertThat(item(sid("SM", 4)).get("ingestState").s()).isEqualTo("PUBLISHED");
        assertThat(arrived()).hasSize(2);
        assertThat(sweepMessages.sweep()).isEqualTo(new SweepMessages.Swept(0, 0));
    }

    /** As in production, but with time for a machine that does much else; all but the broker, whose time is given. */
    private Wiring wiring(Duration publish) {
        var patience = Duration.ofSeconds(60);
        return new Wiring(environment, clock, new Limits(patience, patience, publish, patience, patience));
    }

    private void startTwilio() throws IOException {
        twilio = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        twilio.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        twilio.createContext("/2010-04-01/", exchange -> {
            exchange.getResponseHeaders().set("Location", origin() + "/cdn/file");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        twilio.createContext("/cdn/", exchange -> {
            downloads.incrementAndGet();
            exchange.sendResponseHeaders(200, Samples.JPEG.length);
            exchange.getResponseBody().write(Samples.JPEG);
            exchange.close();
        });
        twilio.start();
    }

    private void startBroker() throws Exception {
        var endpoint = rabbit.endpoint();
        wire = new Wire(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
        var factory = new ConnectionFactory();
        factory.setHost(endpoint.getHost());
        factory.setPort(endpoint.getPort());
        factory.setVirtualHost(
                endpoint.getPath().length() > 1 ? endpoint.getPath().substring(1) : "/");
        factory.setUsername(rabbit.username());
        factory.setPassword(rabbit.password());
        connection = factory.newConnection();
        channel = connection.createChannel();
        channel.exchangeDeclare(Topology.EVENTS, "topic", true);
        channel.queueDeclare(queue, true, false, false, null);
        channel.queueBind(queue, Topology.EVENTS, EventType.MESSAGE_RECEIVED.routingKey());
    }

    private String secret(String format, Object... values) {
        var name = "ingest-road-" + UUID.randomUUID();
        AwsClients.secretsManager(aws.environment())
                .createSecret(create -> create.name(name).secretString(String.format(format, values)));
        return name;
    }

    private String photoBody(int number) {
        var url = origin() + Samples.mediaPath(sid("MM", number), 1);
        return messageBody(sid("MM", number), "NumMedia", "1", "MediaUrl0", url, "MediaContentType0", "image/jpeg");
    }

    private int post(String body) throws IOException {
        return post(Samples.signed(PATH, body));
    }

    private int post(GatewayRequest request) throws IOException {
        return new ObjectMapper()
                .readTree(handler.answerTo(request))
                .get("statusCode")
                .asInt();
    }

    private Map<String, AttributeValue> item(String messageId) {
        return AwsClients.dynamoDb(environment)
                .getItem(get -> get.tableName(table()).key(Map.of("messageId", AttributeValue.fromS(messageId))))
                .item();
    }

    private List<String> objects() {
        return AwsClients.s3(environment).listObjectsV2(list -> list.bucket(bucket())).contents().stream()
                .map(object -> object.key())
                .toList();
    }

    private List<byte[]> arrived() throws IOException {
        var arrived = new ArrayList<byte[]>();
        for (var one = channel.basicGet(queue, true); one != null; one = channel.basicGet(queue, true)) {
            arrived.add(one.getBody());
        }
        return arrived;
    }

    private String origin() {
        return "http://127.0.0.1:" + twilio.getAddress().getPort();
    }

    private String table() {
        return environment.get("MESSAGE_TABLE");
    }

    private String bucket() {
        return environment.get("PHOTO_BUCKET");
    }
}
