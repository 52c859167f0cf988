package org.meterline.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.PackedText;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.PostgresExtension;
import org.meterline.engines.junit.RabbitMqExtension;
import org.meterline.operations.deployment.LocalStores;
import org.meterline.operations.deployment.Login;
import org.meterline.operations.deployment.Target;
import org.meterline.simulator.Simulation;
import org.meterline.simulator.SimulatorSettings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Real stores with the real schema and the real simulator, and nobody of ours at work: a test says itself what is in them. Only
 * billing's pages are made up.
 */
public final class TestDeployment implements AutoCloseable {

    public static final String SECRET = "token-0123456789abcdef";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCOUNT = "AC00000000000000000000000000000001";
    private static final String APP_PASSWORD = "app-password-of-tests";
    private static final String UTILITY = "+14155238886";

    private final AwsExtension aws;
    private final RabbitMqExtension rabbit;
    private final PostgresExtension.Database database;
    private final Path folder;
    private final String table;
    private final String bucket;
    private final HttpServer utility;
    private final HttpServer billing;
    private final Simulation simulator;
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile String page = "";

    public final DynamoDbClient dynamo;
    public final S3Client s3;
    public final SqsClient sqs;
    public final TestBroker broker;

    public TestDeployment(AwsExtension aws, PostgresExtension postgres, RabbitMqExtension rabbit, Path folder)
            throws Exception {
        this.aws = aws;
        this.rabbit = rabbit;
        this.folder = Files.createDirectories(folder);
        database = postgres.newDatabase();
        table = aws.newMessageTable();
        bucket = aws.newPhotoBucket();
        var keys = StaticCredentialsProvider.create(AwsBasicCredentials.create(
                aws.environment().get("AWS_ACCESS_KEY_ID"), aws.environment().get("AWS_SECRET_ACCESS_KEY")));
        dynamo = DynamoDbClient.builder()
                .endpointOverride(aws.dynamoDb())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(keys)
                .build();
        s3 = S3Client.builder()
                .endpointOverride(aws.s3())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(keys)
                .forcePathStyle(true)
                .build();
        sqs = SqsClient.builder()
                .endpointOverride(aws.sqs())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(keys)
                .build();
        migrate();
        utility = server(() -> "<Response/>");
        billing = server(() -> page);
        simulator = Simulation.start(
                SimulatorSettings.from(Map.of(
                        "WEBHOOK_BASE_URL", origin(utility),
                        "TWILIO_ACCOUNTS", "{\"" + ACCOUNT + "\":[\"" + SECRET + "\",\"second\"]}",
                        "STATE_DIR", folder.resolve("simulator").toString())),
                Clock.systemUTC());
        broker = new TestBroker(rabbit);
        log("a quiet day");
    }

    @Override
    public void close() throws Exception {
        broker.close();
        simulator.close();
        utility.stop(0);
        billing.stop(0);
        dynamo.close();
        s3.close();
        sqs.close();
    }

    /** Where everything is, as the embedded stack would note it. */
    public LocalStores stores() {
        return new LocalStores(
                aws.environment(),
                table,
                bucket,
                "meterline-photos",
                "meterline-photos-dead",
                "meterline-replays",
                new Login(database.jdbcUrl(), database.ownerUser(), database.ownerPassword()),
                new Login(database.jdbcUrl(), "meterline_app", APP_PASSWORD),
                new Login(rabbit.endpoint().toString(), rabbit.username(), rabbit.password()),
                origin(billing),
                "key",
                simulator.origin(),
                List.of(folder.resolve("logs").toString()),
                List.of(SECRET));
    }

    public Target target() {
        return stores().target();
    }

    public String simulator() {
        return simulator.origin();
    }

    /** Runs statements as the superuser, whom no policy and no privilege holds back. */
    public void sql(String statements) throws Exception {
        try (var connection =
                        DriverManager.getConnection(database.jdbcUrl().replaceAll("\\?.*", "") + "?user=postgres");
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    /** A customer writes; the utility answers 200. @return the message's id */
    public String customerWrites(String from, String text) throws Exception {
        var body = Map.of("from", from, "to", UTILITY, "text", text, "wait", true);
        var sent = ask(simulator.origin() + "/control/messages", "application/json", JSON.writeValueAsString(body));
        if (sent.path("webhook").path("httpStatus").asInt() != 200) {
            throw new AssertionError("the webhook was not answered 200: " + sent);
        }
        return sent.path("messageSid").asText();
    }

    /** The utility writes, and hears what becomes of it, to the last. @return Twilio's id */
    public String utilityWrites(String to) throws Exception {
        var sid = ask(
                        simulator.origin() + "/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json",
                        "application/x-www-form-urlencoded",
                        "To=whatsapp%3A%2B" + to.substring(1) + "&From=whatsapp%3A%2B" + UTILITY.substring(1)
                                + "&Body=thank+you&StatusCallback=" + URLEncoder.encode(origin(utility), UTF_8))
                .path("sid")
                .asText();
        var giveUpNanos = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!statusesAnswered(sid).contains(sid + "/read")) {
            if (System.nanoTime() > giveUpNanos) {
                throw new AssertionError("waited for the last status of " + sid);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return sid;
    }

    /** The status callbacks of a message of ours that were answered 200, by the keys that they are kept under. */
    public List<String> statusesAnswered(String sid) throws Exception {
        var message = JSON.readTree(http.send(
                        HttpRequest.newBuilder(URI.create(simulator.origin() + "/control/messages/" + sid))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body());
        var keys = new ArrayList<String>();
        for (var report : message.path("reports")) {
            if (report.path("callback").path("httpStatus").asInt() == 200) {
                keys.add(sid + "/" + report.path("status").asText());
            }
        }
        return keys;
    }

    /** Puts a message with one part into the message table. */
    public void record(String messageId, String phone, String text, Map<String, String> part) {
        var attributes = new HashMap<String, AttributeValue>();
        part.forEach((name, value) -> attributes.put(name, AttributeValue.fromS(value)));
        attributes.put(MessageTable.NUMBER, AttributeValue.fromN("1"));
        var item = new HashMap<String, AttributeValue>();
        item.put(MessageTable.MESSAGE_ID, AttributeValue.fromS(messageId));
        item.put(MessageTable.RECEIVED_AT, AttributeValue.fromS(Instant.now().toString()));
        item.put(MessageTable.INGEST_STATE, AttributeValue.fromS("PUBLISHED"));
        item.put(MessageTable.USER_PHONE, AttributeValue.fromS(phone));
        var waId = "&WaId=" + phone.substring(1);
        if (text.isEmpty()) { // as it was kept before 2026-11-22
            item.put(MessageTable.RAW, AttributeValue.fromS("Body=x&ProfileName=Thandi+Mkhize" + waId));
        } else {
            var raw = PackedText.pack("Body=x&ProfileName=Gogo+Thandeka" + waId);
            item.put(MessageTable.RAW, AttributeValue.fromB(SdkBytes.fromByteArray(raw)));
            item.put(MessageTable.TEXT, AttributeValue.fromS(text));
        }
        item.put(MessageTable.PARTS, AttributeValue.fromM(Map.of(messageId, AttributeValue.fromM(attributes))));
        dynamo.putItem(put -> put.tableName(table).item(item));
    }

    /** Changes an item of the message table by an update expression; {@code :v} is the value, if there is one. */
    public void change(String messageId, String expression, String value) {
        dynamo.updateItem(update -> update.tableName(table)
                .key(Map.of(MessageTable.MESSAGE_ID, AttributeValue.fromS(messageId)))
                .updateExpression(expression)
                .expressionAttributeNames(expression.contains("#part") ? Map.of("#part", messageId) : null)
                .expressionAttributeValues(value.isEmpty() ? null : Map.of(":v", AttributeValue.fromS(value))));
    }

    public void forget(String messageId) {
        dynamo.deleteItem(delete ->
                delete.tableName(table).key(Map.of(MessageTable.MESSAGE_ID, AttributeValue.fromS(messageId))));
    }

    public void store(String key) {
        s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("a picture"));
    }

    public void remove(String key) {
        s3.deleteObject(delete -> delete.bucket(bucket).key(key));
    }

    /** Takes everything that waits in an SQS queue, as text. */
    public List<String> take(String queue) {
        var url = sqs.getQueueUrl(ask -> ask.queueName(queue)).queueUrl();
        var taken = new ArrayList<String>();
        while (true) {
            var messages = sqs.receiveMessage(receive ->
                            receive.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(0))
                    .messages();
            if (messages.isEmpty()) {
                return taken;
            }
            for (var message : messages) {
                taken.add(message.body());
                sqs.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        }
    }

    /** What billing's pages show from now on. */
    public void show(String page) {
        this.page = page;
    }

    /** What the one log says from now on. */
    public void log(String line) throws Exception {
        Files.writeString(
                Files.createDirectories(folder.resolve("logs")).resolve("billing.log"), "ready\n" + line + "\n");
    }

    private void migrate() throws Exception {
        var scripts = Path.of(System.getProperty("meterline.root"), "billing-service/src/main/resources/db/migration");
        try (var files = Files.list(scripts);
                var connection = DriverManager.getConnection(
                        database.jdbcUrl(), database.ownerUser(), database.ownerPassword());
                var statement = connection.createStatement()) {
            for (var script : files.sorted(Comparator.comparingInt(TestDeployment::version))
                    .toList()) {
                statement.execute(Files.readString(script));
            }
            statement.execute("alter role meterline_app password '" + APP_PASSWORD + "'");
        }
    }

    private static int version(Path script) {
        var name = script.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    private JsonNode ask(String url, String type, String body) throws Exception {
        var login = Base64.getEncoder().encodeToString((ACCOUNT + ":" + SECRET).getBytes(UTF_8));
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", type)
                .header("Authorization", "Basic " + login)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }

    private static HttpServer server(Supplier<String> answer) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                var bytes = answer.get().getBytes(UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "text/xml");
                exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        return server;
    }

    private static String origin(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public static String uuid() {
        return UUID.randomUUID().toString();
    }
}
