package org.meterline.engines;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * The few requests that engines make to emulated services. By hand, so that whoever uses engines is free in the AWS SDK's version
 * and HTTP client.
 */
final class AwsJson {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int OK = 200;

    /** Nobody checks it here, but DynamoDB wants to read an access key out of it. */
    private static final String SIGNATURE = "AWS4-HMAC-SHA256 "
            + "Credential=meterline/20260101/eu-central-1/any/aws4_request, SignedHeaders=host, Signature=none";

    private AwsJson() {}

    static boolean answers(URI endpoint) {
        try {
            return post(endpoint, "None", "{}").statusCode() > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    static boolean listsTables(URI dynamoDb) {
        try {
            return post(dynamoDb, "DynamoDB_20120810.ListTables", "{}").statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    static boolean hasQueue(URI sqs, String name) {
        try {
            var request = "{\"QueueName\": \"" + name + "\"}";
            return post(sqs, "AmazonSQS.GetQueueUrl", request).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    static void createTableUnlessThere(URI dynamoDb, String definition) {
        var answer = postOrFail(dynamoDb, "DynamoDB_20120810.CreateTable", definition);
        if (answer.statusCode() != OK && !answer.body().contains("ResourceInUseException")) {
            throw new EngineException("DynamoDB refused a table: " + answer.body());
        }
    }

    static void putSecret(URI secrets, String id, String value) {
        var created = postOrFail(
                secrets,
                "secretsmanager.CreateSecret",
                "{\"Name\": " + quoted(id) + ", \"SecretString\": " + quoted(value) + "}");
        if (created.statusCode() == OK) {
            return;
        }
        var put = postOrFail(
                secrets,
                "secretsmanager.PutSecretValue",
                "{\"SecretId\": " + quoted(id) + ", \"SecretString\": " + quoted(value) + "}");
        if (put.statusCode() != OK) {
            throw new EngineException("Secrets Manager refused the secret " + id);
        }
    }

    private static HttpResponse<String> postOrFail(URI endpoint, String target, String body) {
        try {
            return post(endpoint, target, body);
        } catch (IOException failure) {
            throw new EngineException("nothing answers at " + endpoint, failure);
        }
    }

    private static HttpResponse<String> post(URI endpoint, String target, String body) throws IOException {
        var request = HttpRequest.newBuilder(endpoint)
                .timeout(LIMIT)
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("Authorization", SIGNATURE)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .build()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while asking " + endpoint, interrupted);
        }
    }

    /** As a JSON string. */
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(character -> {
            if (character == '"' || character == '\\') {
                quoted.append('\\').append((char) character);
            } else if (character < ' ') {
                quoted.append("\\u%04x".formatted(character));
            } else {
                quoted.append((char) character);
            }
        });
        return quoted.append('"').toString();
    }
}
