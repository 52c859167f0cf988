package org.meterline.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.meterline.contracts.PackedText;
import org.meterline.operations.deployment.LocalStores;
import org.meterline.stack.Commands.Said;
import org.meterline.stack.supervisor.Home;
import org.meterline.stack.supervisor.RunningStack;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The system started as a person starts it, by {@code meterline up} in a process of its own and with a state directory of its
 * own, and looked at from outside: by commands, over HTTP, in the message table and in the database.
 */
final class StackUnderTest implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START_LIMIT = Duration.ofSeconds(180);

    private final Path folder;
    private final Commands commands;
    private final Path root = Path.of(System.getProperty("meterline.root"));
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Process up;
    private final RunningStack stack;

    /** @param collector where its processes send their traces */
    StackUnderTest(Path folder, String collector) throws Exception {
        this.folder = folder;
        commands = new Commands(
                folder,
                Map.of(
                        "METERLINE_HOME", folder.resolve("home").toString(),
                        "METERLINE_CLASS_ARCHIVES", "off",
                        "METERLINE_LOGS", "json",
                        "OTEL_EXPORTER_OTLP_ENDPOINT", collector,
                        "METERLINE_SWEEP_SECONDS", "5",
                        "METERLINE_RECONCILE_SECONDS", "5"));
        up = commands.start(folder.resolve("up.log"), Map.of(), "up");
        await("the system to be ready", START_LIMIT, () -> {
            if (!up.isAlive()) {
                throw new AssertionError("'up' ended: " + Files.readString(folder.resolve("up.log")));
            }
            return Files.readString(folder.resolve("up.log")).contains("Ready in");
        });
        System.out.println(Files.readString(folder.resolve("up.log"))); // how long each part took
        stack = RunningStack.in(home()).orElseThrow();
    }

    @Override
    public void close() throws Exception {
        http.shutdownNow();
        if (up.isAlive()) {
            run("down");
        }
    }

    Process process() {
        return up;
    }

    Home home() {
        return new Home(folder.resolve("home"));
    }

    Path sample(String name) {
        return root.resolve("ocr-lambda/src/main/samples").resolve(name);
    }

    /** Runs a command to its end. */
    Said run(String... arguments) throws Exception {
        return commands.run(Map.of(), arguments);
    }

    /** Runs a command to its end, in an environment that says more, or something else. */
    Said run(Map<String, String> environment, String... arguments) throws Exception {
        return commands.run(environment, arguments);
    }

    /** Where its stores are, as it noted it. */
    LocalStores stores() {
        return LocalStores.read(home().file(LocalStores.FILE)).orElseThrow();
    }

    /** The same system as a deployment on AWS. */
    OnAws onAws() throws Exception {
        return new OnAws(stores(), folder.resolve("aws"));
    }

    JsonNode status() throws IOException, InterruptedException {
        return JSON.valueToTree(stack.status());
    }

    boolean order(String part, String what) throws IOException, InterruptedException {
        return stack.order(part, what);
    }

    /** Asks the simulator's control API. */
    JsonNode simulator(String method, String path, Object body) throws IOException, InterruptedException {
        return ask(
                stack.urls().get("chat") + "control" + path, method, "application/json", JSON.writeValueAsString(body));
    }

    /** Asks billing as a clerk of the first demo utility. */
    JsonNode billing(String path) throws IOException, InterruptedException {
        return ask(stack.urls().get("api") + path, "GET", "application/json", "");
    }

    void importCsv(String what, String csv) throws IOException, InterruptedException {
        var report = ask(stack.urls().get("api") + "/imports/" + what, "POST", "text/csv", csv);
        if (report.path("rejected").asInt(1) != 0) {
            throw new AssertionError(report.toString());
        }
    }

    /** Every item of the message table, in DynamoDB's own JSON. */
    List<JsonNode> messageTable() throws IOException, InterruptedException {
        var items = new ArrayList<JsonNode>();
        var request =
                JSON.createObjectNode().put("TableName", "meterline-messages").put("ConsistentRead", true);
        while (true) {
            var page = JSON.readTree(http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port("dynamodb")))
                                    .timeout(Duration.ofSeconds(20))
                                    .header("Content-Type", "application/x-amz-json-1.0")
                                    .header("X-Amz-Target", "DynamoDB_20120810.Scan")
                                    .header(
                                            "Authorization",
                                            "AWS4-HMAC-SHA256 Credential=meterline/20260101/eu-central-1/dynamodb/aws4_request,"
                                                    + " SignedHeaders=host, Signature=0")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body());
            page.path("Items").forEach(items::add);
            if (!page.has("LastEvaluatedKey")) {
                return items;
            }
            request.set("ExclusiveStartKey", page.get("LastEvaluatedKey"));
        }
    }

    /** Makes it look as if another version of the reader had read a photo, wherever that is kept. */
    void pretendThatItWasReadBy(String readerVersion, String photoId) throws Exception {
        var aws = stores().aws();
        try (var dynamo = DynamoDbClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(URI.create(aws.get("AWS_ENDPOINT_URL_DYNAMODB")))
                .region(Region.of(aws.get("AWS_REGION")))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(aws.get("AWS_ACCESS_KEY_ID"), aws.get("AWS_SECRET_ACCESS_KEY"))))
                .build()) {
            var key = Map.of("messageId", AttributeValue.fromS(photoId));
            var part = dynamo.getItem(get -> get.tableName("meterline-messages").key(key))
                    .item()
                    .get("parts")
                    .m()
                    .get(photoId)
                    .m();
            var reading = PackedText.unpack(part.get("reading").b().asByteArray());
            var work = PackedText.unpack(part.get("ocr").b().asByteArray());
            var own = JSON.readTree(work).path("readerVersion").asText();
            dynamo.updateItem(update -> update.tableName("meterline-messages")
                    .key(key)
                    .updateExpression("set parts.#id.#reading = :reading, parts.#id.#ocr = :ocr")
                    .expressionAttributeNames(Map.of("#id", photoId, "#reading", "reading", "#ocr", "ocr"))
                    .expressionAttributeValues(Map.of(
                            ":reading", packed(reading.replace(own, readerVersion)),
                            ":ocr", packed(work.replace(own, readerVersion)))));
            change(
                    "update platform.inbox set event_id = replace(event_id, '%s', '%s') where event_id like '%s/reading.%%'"
                            .formatted(own, readerVersion, photoId));
            change("update readings.verdict set reader_version = '%s' where photo_id = '%s'"
                    .formatted(readerVersion, photoId));
        }
    }

    private static AttributeValue packed(String text) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(PackedText.pack(text)));
    }

    private void change(String statement) throws Exception {
        if (count("with changed as (" + statement + " returning 1) select count(*) from changed") != 1) {
            throw new AssertionError("not one row: " + statement);
        }
    }

    /** One number from the database, seen by its superuser, whom no row-level security hides anything from. */
    long count(String query) throws IOException, InterruptedException, SQLException {
        var url = "jdbc:postgresql://127.0.0.1:" + port("postgres") + "/meterline?user=postgres";
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Waits for something to hold, and says what it waited for when it does not. */
    static void await(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        await(what, limit, condition, () -> "it never came");
    }

    /** The same for a thing of which one can say how far it came. */
    static void await(String what, Duration limit, Callable<Boolean> condition, Callable<String> instead)
            throws Exception {
        var giveUpNanos = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > giveUpNanos) {
                throw new AssertionError("waited " + limit.toSeconds() + " s for " + what + "; " + instead.call());
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private int port(String part) throws IOException, InterruptedException {
        for (var one : status().path("parts")) {
            if (one.path("name").asText().equals(part)) {
                return one.path("port").asInt();
            }
        }
        throw new AssertionError("no part " + part);
    }

    private JsonNode ask(String url, String method, String type, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + stack.adminKey())
                .header("X-Tenant", "cape")
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300 && answer.statusCode() != 404) {
            throw new AssertionError(method + " " + url + " answered " + answer.statusCode() + " "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return JSON.readTree(answer.body());
    }
}
