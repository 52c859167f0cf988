package org.meterline.ocr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.InstantSource;
import org.meterline.tracing.Tracing;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Puts the lambdas together, by hand. Nothing here opens a socket or reads a secret: that waits for the first photo. */
final class Wiring {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(15); // all attempts of one call

    private Wiring() {}

    static ReadPhoto readPhoto(Settings settings) {
        Tracing.start("ocr-lambda", System.getenv());
        return new ReadPhoto(
                photos(settings), messages(settings), events(settings), DialReaders.open(), InstantSource.system());
    }

    static GiveUpPhoto giveUpPhoto(Settings settings) {
        Tracing.start("ocr-lambda", System.getenv());
        return new GiveUpPhoto(messages(settings), events(settings), DialReaders.version());
    }

    private static Photos photos(Settings settings) {
        var client = S3Client.builder()
                .httpClient(httpClient())
                .overrideConfiguration(Wiring::limit)
                .forcePathStyle(settings.photoBucketPathStyle())
                .build();
        return new S3Photos(client, settings.photoBucket());
    }

    private static Messages messages(Settings settings) {
        var client = DynamoDbClient.builder()
                .httpClient(httpClient())
                .overrideConfiguration(Wiring::limit)
                .build();
        return new DynamoDbMessages(client, settings.messageTable(), InstantSource.system());
    }

    private static Events events(Settings settings) {
        var secrets = SecretsManagerClient.builder()
                .httpClient(httpClient())
                .overrideConfiguration(Wiring::limit)
                .build();
        return new RabbitEvents(
                settings.brokerEndpoint(),
                () -> brokerLogin(secrets, settings.brokerSecretId()),
                InstantSource.system());
    }

    private static BrokerLogin brokerLogin(SecretsManagerClient secrets, String secretId) {
        var secret = secrets.getSecretValue(request -> request.secretId(secretId));
        try {
            return new ObjectMapper().readValue(secret.secretString(), BrokerLogin.class);
        } catch (JsonProcessingException malformed) { // its message would show the secret
            throw new IllegalStateException("secret " + secretId + " is not {\"username\",\"password\"}");
        }
    }

    private static SdkHttpClient httpClient() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(SOCKET_TIMEOUT)
                .build();
    }

    private static void limit(ClientOverrideConfiguration.Builder configuration) {
        configuration.apiCallTimeout(CALL_TIMEOUT);
    }
}
