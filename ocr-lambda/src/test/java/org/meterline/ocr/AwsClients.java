package org.meterline.ocr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.PackedText;
import org.meterline.contracts.PhotoName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What stands around the lambda in tests: clients for the emulators, and the messages that ingest would have kept. */
final class AwsClients {

    private static final Map<String, String> PROPERTIES = Map.of(
            "AWS_REGION", "aws.region",
            "AWS_ACCESS_KEY_ID", "aws.accessKeyId",
            "AWS_SECRET_ACCESS_KEY", "aws.secretAccessKey",
            "AWS_ENDPOINT_URL_S3", "aws.endpointUrlS3",
            "AWS_ENDPOINT_URL_DYNAMODB", "aws.endpointUrlDynamoDb",
            "AWS_ENDPOINT_URL_SECRETS_MANAGER", "aws.endpointUrlSecretsManager");

    private AwsClients() {}

    /** A process cannot set its own environment; the SDK also reads system properties. */
    static void announce(Map<String, String> environment) {
        PROPERTIES.forEach((variable, property) -> System.setProperty(property, environment.get(variable)));
    }

    static DynamoDbClient dynamoDb(Map<String, String> environment) {
        return built(DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()), environment, "DYNAMODB");
    }

    static S3Client s3(Map<String, String> environment) {
        var builder = S3Client.builder().forcePathStyle(true).httpClient(UrlConnectionHttpClient.create());
        return built(builder, environment, "S3");
    }

    static SqsClient sqs(Map<String, String> environment) {
        return built(SqsClient.builder().httpClient(UrlConnectionHttpClient.create()), environment, "SQS");
    }

    static SecretsManagerClient secretsManager(Map<String, String> environment) {
        var builder = SecretsManagerClient.builder().httpClient(UrlConnectionHttpClient.create());
        return built(builder, environment, "SECRETS_MANAGER");
    }

    /** Keeps a message with one photo, as {@link InMemoryMessages#known} tells it. */
    static void keep(DynamoDbClient dynamoDb, String table, PhotoName photo) {
        var known = InMemoryMessages.known(photo);
        var item = new HashMap<String, AttributeValue>();
        item.put(MessageTable.MESSAGE_ID, text(photo.messageId()));
        item.put(MessageTable.RECEIVED_AT, text(known.receivedAt().toString()));
        item.put(MessageTable.INGEST_STATE, text(MessageTable.IngestState.STORED.name()));
        item.put(MessageTable.CHANNEL, text(known.channel().name()));
        item.put(MessageTable.RECEIVING_NUMBER, text(known.receivingNumber()));
        item.put(MessageTable.USER_PHONE, text(known.userPhone()));
        item.put(MessageTable.TRACEPARENT, text(known.traceparent()));
        item.put(
                MessageTable.CONTACT,
                AttributeValue.fromL(known.contact().stream()
                        .map(identity -> AttributeValue.fromM(
                                Map.of("type", text(identity.type().name()), "value", text(identity.value()))))
                        .toList()));
        item.put(
                MessageTable.PARTS,
                AttributeValue.fromM(
                        Map.of(photo.id(), AttributeValue.fromM(Map.of(MessageTable.KIND, text("PHOTO"))))));
        dynamoDb.putItem(request -> request.tableName(table).item(item));
    }

    /** A photo's part of its message, as it is in the table. */
    static Map<String, AttributeValue> part(DynamoDbClient dynamoDb, String table, PhotoName photo) {
        return dynamoDb.getItem(request -> request.tableName(table)
                        .key(Map.of(MessageTable.MESSAGE_ID, text(photo.messageId())))
                        .consistentRead(true))
                .item()
                .get(MessageTable.PARTS)
                .m()
                .get(photo.id())
                .m();
    }

    /** A packed attribute as the JSON that it holds. */
    static JsonNode unpacked(Map<String, AttributeValue> part, String attribute) throws IOException {
        return new ObjectMapper()
                .readTree(PackedText.unpack(part.get(attribute).b().asByteArray()));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static <B extends AwsClientBuilder<B, C>, C> C built(
            B builder, Map<String, String> environment, String service) {
        return builder.region(Region.of(environment.get("AWS_REGION")))
                .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_" + service)))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY"))))
                .build();
    }
}
