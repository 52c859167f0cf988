package org.meterline.ingest;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Clients for an environment, the way the SDK would make them if it were the process's own. */
final class AwsClients {

    private static final Map<String, String> AS_PROPERTY = Map.of(
            "AWS_REGION", "aws.region",
            "AWS_ACCESS_KEY_ID", "aws.accessKeyId",
            "AWS_SECRET_ACCESS_KEY", "aws.secretAccessKey",
            "AWS_ENDPOINT_URL_S3", "aws.endpointUrlS3",
            "AWS_ENDPOINT_URL_DYNAMODB", "aws.endpointUrlDynamoDb",
            "AWS_ENDPOINT_URL_SECRETS_MANAGER", "aws.endpointUrlSecretsManager");

    private AwsClients() {}

    /** A process cannot set its own environment; the SDK also reads system properties. */
    static void announce(Map<String, String> environment) {
        AS_PROPERTY.forEach((variable, property) -> {
            if (environment.containsKey(variable)) {
                System.setProperty(property, environment.get(variable));
            }
        });
    }

    static DynamoDbClient dynamoDb(Map<String, String> environment) {
        return dynamoDb(environment, UrlConnectionHttpClient.create());
    }

    static DynamoDbClient dynamoDb(Map<String, String> environment, SdkHttpClient http) {
        return DynamoDbClient.builder()
                .httpClient(http)
                .region(Region.of(environment.get("AWS_REGION")))
                .credentialsProvider(credentials(environment))
                .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_DYNAMODB")))
                .build();
    }

    static S3Client s3(Map<String, String> environment) {
        return S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .forcePathStyle(true)
                .region(Region.of(environment.get("AWS_REGION")))
                .credentialsProvider(credentials(environment))
                .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_S3")))
                .build();
    }

    static SecretsManagerClient secretsManager(Map<String, String> environment) {
        return SecretsManagerClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.of(environment.get("AWS_REGION")))
                .credentialsProvider(credentials(environment))
                .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_SECRETS_MANAGER")))
                .build();
    }

    private static StaticCredentialsProvider credentials(Map<String, String> environment) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY")));
    }
}
