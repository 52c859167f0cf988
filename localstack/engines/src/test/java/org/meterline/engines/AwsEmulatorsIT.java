package org.meterline.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.definition.Pace;
import org.meterline.definition.Queues;
import org.meterline.engines.junit.AwsExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

class AwsEmulatorsIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RegisterExtension
    static final AwsExtension aws = new AwsExtension();

    @Test
    void an_item_survives_a_kill_and_is_found_by_the_index_of_the_unsettled() {
        var table = aws.newMessageTable();
        try (var dynamoDb = client(DynamoDbClient.builder(), "DYNAMODB")) {
            dynamoDb.putItem(put -> put.tableName(table)
                    .item(Map.of("messageId", text("SM1"), "unsettled", text("3"), "receivedAt", text("2026-01-01"))));

            restart("DynamoDB");

            var unsettled = dynamoDb.query(query -> query.tableName(table)
                    .indexName("unsettled")
                    .keyConditionExpression("unsettled = :shard")
                    .expressionAttributeValues(Map.of(":shard", text("3"))));
            assertThat(unsettled.items())
                    .singleElement()
                    .satisfies(item -> assertThat(item.get("messageId")).isEqualTo(text("SM1")));
        }
    }

    @Test
    void an_object_is_put_once() {
        var bucket = aws.newPhotoBucket();
        try (var s3 = client(S3Client.builder(), "S3")) {
            s3.putObject(put -> put.bucket(bucket).key("a.txt").ifNoneMatch("*"), RequestBody.fromString("first"));
            assertThatThrownBy(() -> s3.putObject(
                            put -> put.bucket(bucket).key("a.txt").ifNoneMatch("*"), RequestBody.fromString("second")))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refused -> assertThat(refused.statusCode()).isEqualTo(412));

            restart("S3");

            assertThat(s3.getObjectAsBytes(get -> get.bucket(bucket).key("a.txt"))
                            .asUtf8String())
                    .isEqualTo("first");
        }
    }

    @Test
    void a_wrong_secret_key_is_refused_by_s3() {
        var bucket = aws.newPhotoBucket();
        var stranger = StaticCredentialsProvider.create(AwsBasicCredentials.create("meterline", "wrong"));
        try (var s3 = client(S3Client.builder(), "S3", stranger)) {
            assertThatThrownBy(() -> s3.listObjectsV2(list -> list.bucket(bucket)))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refused -> assertThat(refused.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void the_queue_hears_of_photos_and_of_nothing_else() {
        var bucket = aws.newPhotoBucket();
        try (var s3 = client(S3Client.builder(), "S3");
                var sqs = client(SqsClient.builder(), "SQS")) {
            s3.putObject(put -> put.bucket(bucket).key("other/b.jpg"), RequestBody.fromString("no photo"));
            s3.putObject(put -> put.bucket(bucket).key("meters/2026/a b+c.jpg"), RequestBody.fromString("photo"));

            assertThat(heardAbout(bucket, sqs))
                    .singleElement()
                    .satisfies(event -> assertThat(event)
                            .contains("\"eventSource\":\"aws:s3\"")
                            .contains("\"eventName\":\"ObjectCreated:Put\"")
                            .contains("\"key\":\"meters/2026/a+b%2Bc.jpg\"")
                            .contains("\"size\":5"));
        }
    }

    /** One test for the deaths of two processes, because their starts are what takes long. */
    @Test
    void nothing_is_lost_when_the_queue_dies_and_then_the_bucket_before_the_queue_heard() {
        var bucket = aws.newPhotoBucket();
        try (var s3 = client(S3Client.builder(), "S3");
                var sqs = client(SqsClient.builder(), "SQS")) {
            sqs.sendMessage(send -> send.queueUrl(deadPhotos()).messageBody("kept for " + bucket));
            part("SQS").kill();
            assertThat(part("SQS").isReady()).isFalse();
            s3.putObject(put -> put.bucket(bucket).key("meters/late.jpg"), RequestBody.fromString("photo"));
            part("S3").kill();

            part("SQS").start();
            part("S3").start();

            assertThat(sqs.receiveMessage(receive -> receive.queueUrl(deadPhotos()))
                            .messages())
                    .extracting(Message::body)
                    .contains("kept for " + bucket);
            assertThat(heardAbout(bucket, sqs))
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event).contains("\"key\":\"meters/late.jpg\""));
            assertThat(s3.getObjectAsBytes(get -> get.bucket(bucket).key("meters/late.jpg"))
                            .asUtf8String())
                    .isEqualTo("photo");
        }
    }

    @Test
    void every_queue_is_as_it_is_defined() {
        try (var sqs = client(SqsClient.builder(), "SQS")) {
            for (var queue : Queues.all(Pace.STANDARD.photoSeconds())) {
                var url = sqs.getQueueUrl(get -> get.queueName(queue.name())).queueUrl();
                var rules = sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .attributes();

                assertThat(rules).as(queue.name()).containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "90");
                if (queue.dead() == null) {
                    assertThat(rules).as(queue.name()).doesNotContainKey(QueueAttributeName.REDRIVE_POLICY);
                } else {
                    assertThat(rules.get(QueueAttributeName.REDRIVE_POLICY))
                            .as(queue.name())
                            .contains(":" + queue.dead() + "\"")
                            .contains("3");
                }
            }
        }
    }

    @Test
    void secrets_and_parameters_survive_a_kill() {
        aws.engine().putSecret("meterline/broker", "{\"username\":\"first\"}");
        aws.engine().putSecret("meterline/broker", "{\"username\":\"later\"}");
        try (var secrets = client(SecretsManagerClient.builder(), "SECRETS_MANAGER");
                var parameters = client(SsmClient.builder(), "SSM")) {
            parameters.putParameter(
                    put -> put.name("/meterline/colour").value("blue").type(ParameterType.STRING));

            restart("Secrets Manager");

            assertThat(secrets.getSecretValue(get -> get.secretId("meterline/broker"))
                            .secretString())
                    .isEqualTo("{\"username\":\"later\"}");
            assertThat(parameters
                            .getParameter(get -> get.name("/meterline/colour"))
                            .parameter()
                            .value())
                    .isEqualTo("blue");
            assertThatThrownBy(() -> secrets.getSecretValue(get -> get.secretId("meterline/unknown")))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
    }

    private static void restart(String name) {
        part(name).kill();
        assertThat(part(name).isReady()).isFalse();
        part(name).start();
    }

    private static Engine part(String name) {
        return aws.engine().parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String deadPhotos() {
        return aws.engine().photoQueue() + "-dead";
    }

    /** What came about one bucket, once anything did; what came about others is left to their tests. */
    private static List<String> heardAbout(String bucket, SqsClient sqs) {
        var heard = new ArrayList<String>();
        var queue = aws.engine().photoQueue().toString();
        var deadline = System.nanoTime() + LIMIT.toNanos();
        while (heard.isEmpty() && System.nanoTime() < deadline) {
            sqs
                    .receiveMessage(receive ->
                            receive.queueUrl(queue).waitTimeSeconds(1).maxNumberOfMessages(10))
                    .messages()
                    .stream()
                    .map(Message::body)
                    .filter(body -> body.contains(bucket))
                    .forEach(heard::add);
        }
        return heard;
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static <B extends AwsClientBuilder<B, C>, C> C client(B builder, String service) {
        var environment = aws.environment();
        return client(
                builder,
                service,
                StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY"))));
    }

    private static <B extends AwsClientBuilder<B, C>, C> C client(
            B builder, String service, AwsCredentialsProvider credentials) {
        return builder.endpointOverride(URI.create(aws.environment().get("AWS_ENDPOINT_URL_" + service)))
                .region(Region.of(aws.environment().get("AWS_REGION")))
                .credentialsProvider(credentials)
                .build();
    }
}
