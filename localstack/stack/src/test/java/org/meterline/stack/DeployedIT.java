package org.meterline.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.operations.audit.Rule;
import org.meterline.stack.Commands.Said;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the operator's commands say of a deployment elsewhere, and what they end with. Billing and Twilio are made up. */
class DeployedIT {

    @RegisterExtension
    static final AwsExtension AWS = new AwsExtension();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MESSAGE = "SM00000000000000000000000000000007";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final String table = AWS.newMessageTable();
    private HttpServer elsewhere;
    private volatile String health = "{\"status\":\"UP\",\"details\":{\"jdbc\":{\"status\":\"UP\"}}}";

    @BeforeEach
    void deploy() throws IOException {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/health", exchange -> answer(exchange, health));
        elsewhere.createContext(
                "/2010-04-01/Accounts/AC1/Messages.json", exchange -> answer(exchange, """
                {"messages": [{"sid": "%s", "direction": "inbound", "date_created": "Fri, 01 Mar 2024 12:00:00 +0000"}],
                 "next_page_uri": null}
                """.formatted(MESSAGE)));
        elsewhere.start();
        var origin = "http://127.0.0.1:" + elsewhere.getAddress().getPort();
        environment.putAll(AWS.environment());
        environment.putAll(Map.of(
                "METERLINE_HOME", folder.resolve("no-home").toString(),
                "METERLINE_MESSAGE_TABLE", table,
                "METERLINE_PHOTO_QUEUE", "meterline-photos",
                "METERLINE_DEAD_PHOTO_QUEUE", "meterline-photos-dead",
                "METERLINE_REPLAY_QUEUE", "meterline-replays",
                "METERLINE_BILLING_URL", origin,
                "METERLINE_API_KEY", "key",
                "METERLINE_TWILIO_ACCOUNTS", "{\"AC1\":[\"token\"]}",
                "METERLINE_TWILIO_API_ORIGIN", origin));
    }

    @AfterEach
    void close() {
        elsewhere.stop(0);
    }

    @Test
    void its_status_is_a_table_or_json() throws Exception {
        var said = run("status");

        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.text())
                .containsPattern("messages not at rest +0")
                .containsPattern("photos to read +\\d+")
                .containsPattern("photos given up +\\d+")
                .containsPattern("messages to replay +\\d+")
                .containsPattern("billing +UP")
                .containsPattern("  jdbc +UP")
                .doesNotContain("unknown");

        var asJson = run("status", "--json");
        assertThat(asJson.exitCode()).as(asJson.text()).isZero();
        var json = JSON.readTree(asJson.text());
        assertThat(json.path("target").asText()).isEqualTo("aws");
        assertThat(json.path("ready").asBoolean()).isTrue();
        assertThat(json.at("/counts/messages not at rest").asLong(-1)).isZero();
        assertThat(json.at("/health/billing").asText()).isEqualTo("UP");
        assertThat(json.path("unknown")).isEmpty();
    }

    @Test
    void a_status_that_is_not_well_ends_with_1() throws Exception {
        health = "{\"status\":\"DOWN\",\"details\":{\"jdbc\":{\"status\":\"DOWN\"}}}";

        var said = run("status");

        assertThat(said.exitCode()).as(said.text()).isOne();
        assertThat(said.text()).containsPattern("billing +DOWN");
    }

    @Test
    void a_status_that_is_not_whole_ends_with_2() throws Exception {
        environment.remove("METERLINE_MESSAGE_TABLE");
        environment.put("METERLINE_REPLAY_QUEUE", "no-such-queue");

        var said = run("status");
        assertThat(said.exitCode()).as(said.text()).isEqualTo(2);
        assertThat(said.text())
                .containsPattern("messages not at rest +unknown: neither METERLINE_MESSAGE_TABLE nor")
                .containsPattern("messages to replay +unknown: the queue no-such-queue cannot be asked")
                .containsPattern("billing +UP");

        health = "<html>sign in</html>";
        var asJson = run("status", "--json");
        assertThat(asJson.exitCode()).as(asJson.text()).isEqualTo(2);
        var json = JSON.readTree(asJson.text());
        assertThat(json.path("ready").asBoolean(true)).isFalse();
        assertThat(json.path("unknown").fieldNames())
                .toIterable()
                .containsExactly("messages not at rest", "messages to replay", "billing");
    }

    @Test
    void an_audit_that_finds_something_ends_with_1_until_it_is_mended() throws Exception {
        var red = audit();
        assertThat(red.exitCode()).as(red.text()).isOne();
        assertThat(red.text()).contains("1 × message: " + MESSAGE, "1 violations in 0 messages");

        keep(MESSAGE);

        var green = audit();
        assertThat(green.exitCode()).as(green.text()).isZero();
        assertThat(green.text()).contains("0 violations in 1 messages");
    }

    private Said audit() throws Exception {
        var others = Arrays.stream(Rule.values())
                .filter(rule -> rule != Rule.ANSWERED_IS_KEPT)
                .map(Rule::id)
                .collect(Collectors.joining(","));
        return run("audit", "--older-than", "0", "--skip", others);
    }

    private Said run(String... arguments) throws Exception {
        var command = Arrays.copyOf(arguments, arguments.length + 2);
        command[arguments.length] = "--target";
        command[arguments.length + 1] = "aws";
        return new Commands(folder, environment).run(Map.of(), command);
    }

    private void keep(String messageId) {
        var keys = AwsBasicCredentials.create(
                AWS.environment().get("AWS_ACCESS_KEY_ID"), AWS.environment().get("AWS_SECRET_ACCESS_KEY"));
        try (var dynamo = DynamoDbClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(AWS.dynamoDb())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(keys))
                .build()) {
            dynamo.putItem(put -> put.tableName(table)
                    .item(Map.of(
                            "messageId", AttributeValue.fromS(messageId),
                            "receivedAt", AttributeValue.fromS(Instant.now().toString()))));
        }
    }

    private static void answer(HttpExchange exchange, String said) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var bytes = said.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
