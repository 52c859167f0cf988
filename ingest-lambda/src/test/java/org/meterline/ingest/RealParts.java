package org.meterline.ingest;

import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.meterline.contracts.EventType;
import org.meterline.contracts.Topology;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.RabbitMqExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table, a bucket and a queue of their own on the real engines, the broker at the end of a wire, and Twilio's media. */
final class RealParts implements AutoCloseable {

    /** As in production, but with time for a machine that does much else. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AwsExtension aws;
    private final RabbitMqExtension rabbit;
    private final String queue = "ingest-road-" + UUID.randomUUID();
    private final AtomicInteger downloads = new AtomicInteger();
    private final HttpServer twilio;
    private final Wire wire;
    private final Connection connection;
    private final Channel channel;
    private final Map<String, String> environment;

    RealParts(AwsExtension aws, RabbitMqExtension rabbit) throws Exception {
        this.aws = aws;
        this.rabbit = rabbit;
        twilio = startTwilio();
        var endpoint = rabbit.endpoint();
        wire = new Wire(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
        connection = connect();
        channel = connection.createChannel();
        channel.exchangeDeclare(Topology.EVENTS, "topic", true);
        channel.queueDeclare(queue, true, false, false, null);
        channel.queueBind(queue, Topology.EVENTS, EventType.MESSAGE_RECEIVED.routingKey());
        channel.queueBind(queue, Topology.EVENTS, EventType.DELIVERY_REPORTED.routingKey());
        environment = new HashMap<>(aws.environment());
        AwsClients.announce(environment);
        environment.putAll(Map.of(
                "MESSAGE_TABLE", aws.newMessageTable(),
                "PHOTO_BUCKET", aws.newPhotoBucket(),
                "PHOTO_BUCKET_PATH_STYLE", "true",
                "BROKER_ENDPOINT", "amqp://127.0.0.1:" + wire.port() + endpoint.getPath(),
                "BROKER_SECRET_ID",
                        secret("{\"username\":\"%s\",\"password\":\"%s\"}", rabbit.username(), rabbit.password()),
                "PUBLIC_BASE_URL", Samples.BASE_URL,
                "TWILIO_SECRET_ID", secret("{\"%s\":[\"%s\"]}", Samples.ACCOUNT, Samples.TOKEN),
                "TWILIO_API_ORIGIN", origin(),
                "MEDIA_REDIRECT_ORIGINS", origin()));
    }

    /** What a lambda is told of all this. */
    Map<String, String> environment() {
        return environment;
    }

    Wire wire() {
        return wire;
    }

    /** How many files were downloaded. */
    int downloads() {
        return downloads.get();
    }

    /** The body of a message with some photos, of which there are files here. */
    String photoBody(int number, int photos) {
        var fields = new ArrayList<>(List.of("NumMedia", Integer.toString(photos)));
        for (var i = 0; i < photos; i++) {
            fields.addAll(List.of("MediaUrl" + i, origin() + Samples.mediaPath(sid("MM", number), i)));
        }
        return messageBody(sid("MM", number), fields.toArray(String[]::new));
    }

    Map<String, AttributeValue> item(String messageId) {
        return AwsClients.dynamoDb(environment)
                .getItem(get -> get.tableName(environment.get("MESSAGE_TABLE"))
                        .key(Map.of("messageId", AttributeValue.fromS(messageId))))
                .item();
    }

    int items() {
        return AwsClients.dynamoDb(environment)
                .scan(scan -> scan.tableName(environment.get("MESSAGE_TABLE")))
                .count();
    }

    List<String> objects() {
        return AwsClients.s3(environment).listObjectsV2(list -> list.bucket(bucket())).contents().stream()
                .map(object -> object.key())
                .toList();
    }

    String bucket() {
        return environment.get("PHOTO_BUCKET");
    }

    /** The events that have arrived since the last call. */
    List<JsonNode> arrived() throws IOException {
        var arrived = new ArrayList<JsonNode>();
        for (var one = channel.basicGet(queue, true); one != null; one = channel.basicGet(queue, true)) {
            arrived.add(JSON.readTree(one.getBody()));
        }
        return arrived;
    }

    @Override
    public void close() throws Exception {
        channel.queueDelete(queue);
        connection.close();
        wire.close();
        twilio.stop(0);
    }

    private HttpServer startTwilio() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/2010-04-01/", exchange -> {
            exchange.getResponseHeaders().set("Location", origin() + "/cdn/file");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/cdn/", exchange -> {
            downloads.incrementAndGet();
            exchange.sendResponseHeaders(200, Samples.JPEG.length);
            exchange.getResponseBody().write(Samples.JPEG);
            exchange.close();
        });
        server.start();
        return server;
    }

    private Connection connect() throws Exception {
        var endpoint = rabbit.endpoint();
        var factory = new ConnectionFactory();
        factory.setHost(endpoint.getHost());
        factory.setPort(endpoint.getPort());
        factory.setVirtualHost(
                endpoint.getPath().length() > 1 ? endpoint.getPath().substring(1) : "/");
        factory.setUsername(rabbit.username());
        factory.setPassword(rabbit.password());
        return factory.newConnection();
    }

    private String secret(String format, Object... values) {
        var name = "ingest-road-" + UUID.randomUUID();
        AwsClients.secretsManager(aws.environment())
                .createSecret(create -> create.name(name).secretString(String.format(format, values)));
        return name;
    }

    private String origin() {
        return "http://127.0.0.1:" + twilio.getAddress().getPort();
    }
}
