package org.meterline.operations.store;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.meterline.operations.deployment.Cloud;
import org.meterline.operations.deployment.OutOfReach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients of AWS, or of what stands in for it, with limits on every call. */
final class AwsClients {

    private static final Duration CALL_MAX = Duration.ofSeconds(30);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);

    private AwsClients() {}

    static DynamoDbClient dynamoDb(Cloud cloud) {
        return made(
                () -> configured(DynamoDbClient.builder(), cloud, "dynamodb").build());
    }

    static S3Client s3(Cloud cloud) {
        return made(() -> configured(S3Client.builder().forcePathStyle(cloud.pathStyle()), cloud, "s3")
                .build());
    }

    static SqsClient sqs(Cloud cloud) {
        return made(() -> configured(SqsClient.builder(), cloud, "sqs").build());
    }

    /** Without a region, or with a profile that there is not, there is no client. */
    private static <C> C made(Supplier<C> client) {
        try {
            return client.get();
        } catch (SdkException nowhere) {
            throw new OutOfReach("AWS cannot be called: " + nowhere.getMessage(), nowhere);
        }
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
            B builder, Cloud cloud, String service) {
        builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_MAX)
                        .socketTimeout(CALL_MAX))
                .credentialsProvider(credentials(cloud))
                .overrideConfiguration(limits -> limits.apiCallTimeout(CALL_MAX));
        if (cloud.region() != null) {
            builder.region(Region.of(cloud.region()));
        }
        if (cloud.profile() != null) {
            builder.overrideConfiguration(
                    limits -> limits.apiCallTimeout(CALL_MAX).defaultProfileName(cloud.profile()));
        }
        URI endpoint = cloud.endpoints().get(service);
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder;
    }

    private static AwsCredentialsProvider credentials(Cloud cloud) {
        var keys = cloud.keys();
        if (keys != null) {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.id(), keys.secret()));
        }
        var caller = DefaultCredentialsProvider.builder();
        return (cloud.profile() == null ? caller : caller.profileName(cloud.profile())).build();
    }
}
