package org.meterline.platform.adapter;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The clients of AWS. Region, credentials and local endpoints come from the SDK's own variables. */
@Factory
final class AwsClients {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration SOCKET_LIMIT = Duration.ofSeconds(5);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);

    @Singleton
    @Bean(preDestroy = "close")
    DynamoDbClient dynamoDb() {
        return DynamoDbClient.builder()
                .httpClientBuilder(http())
                .overrideConfiguration(limits())
                .build();
    }

    @Singleton
    @Bean(preDestroy = "close")
    S3Client s3(@Value("${meterline.photo-bucket-path-style:false}") boolean pathStyle) {
        return S3Client.builder()
                .httpClientBuilder(http())
                .overrideConfiguration(limits())
                .forcePathStyle(pathStyle)
                .build();
    }

    private static UrlConnectionHttpClient.Builder http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_LIMIT)
                .socketTimeout(SOCKET_LIMIT);
    }

    private static ClientOverrideConfiguration limits() {
        return ClientOverrideConfiguration.builder().apiCallTimeout(CALL_LIMIT).build();
    }
}
