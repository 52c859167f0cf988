package org.meterline.stack.storm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.meterline.contracts.MessageTable;

/** A look into the stores while it storms: what is on its way, and since when. Past the lines, so that faults do not blind it. */
final class Stores {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String TABLE = "meterline-messages";
    private static final String UNDONE = """
            select (select count(*) from platform.outgoing_event) + (select count(*) from platform.outgoing_outcome)
                 + (select count(*) from messaging.outbound where status in ('QUEUED', 'SENDING'))
                 + (select count(*) from conversation.inbound where status = 'WAITING')
            """;

    private final House house;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    Stores(House house) {
        this.house = house;
    }

    /** When the oldest message came that is not at rest; empty when all are. */
    Optional<Instant> oldestOnItsWay() throws IOException, InterruptedException {
        var oldest = Optional.<Instant>empty();
        for (var shard = 0; shard < MessageTable.UNSETTLED_SHARDS; shard++) {
            var query = JSON.createObjectNode()
                    .put("TableName", TABLE)
                    .put("IndexName", MessageTable.UNSETTLED_INDEX)
                    .put("KeyConditionExpression", MessageTable.UNSETTLED + " = :shard")
                    .put("ProjectionExpression", MessageTable.RECEIVED_AT)
                    .put("Limit", 1);
            query.putObject("ExpressionAttributeValues").putObject(":shard").put("S", Integer.toString(shard));
            for (var item : ask("Query", query).path("Items")) {
                var at = Instant.parse(
                        item.path(MessageTable.RECEIVED_AT).path("S").asText());
                if (oldest.isEmpty() || at.isBefore(oldest.get())) {
                    oldest = Optional.of(at);
                }
            }
        }
        return oldest;
    }

    /** Whether a message is kept. */
    boolean has(String messageId) throws IOException, InterruptedException {
        var get = JSON.createObjectNode().put("TableName", TABLE).put("ProjectionExpression", MessageTable.MESSAGE_ID);
        get.putObject("Key").putObject(MessageTable.MESSAGE_ID).put("S", messageId);
        return ask("GetItem", get).has("Item");
    }

    /** What billing has still to do, in rows. */
    long undone() throws SQLException {
        var url = "jdbc:postgresql://127.0.0.1:" + house.port("postgres") + "/meterline?user=postgres";
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(UNDONE)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private JsonNode ask(String action, JsonNode question) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + house.port("dynamodb")))
                .timeout(LIMIT)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810." + action)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=meterline/20260101/eu-central-1/dynamodb/aws4_request,"
                                + " SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(question)))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("DynamoDB answered " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }
}
