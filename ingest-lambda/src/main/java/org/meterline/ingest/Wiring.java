package org.meterline.ingest;

import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * How the parts of this lambda hang together, and every time limit in one place. Twilio waits 15 s: two for the tokens, two for
 * the claim, and nine and a half for everything that may also be done later.
 */
final class Wiring {

    private static final Duration FINISH = Duration.ofMillis(9_500);
    private static final Duration MEDIA = Duration.ofSeconds(8);
    private static final Duration CALL = Duration.ofSeconds(2);
    private static final Duration CALL_ATTEMPT = Duration.ofMillis(1_500);
    private static final Duration UPLOAD = Duration.ofSeconds(6);
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final Map<String, String> environment;
    private final InstantSource clock = Clock.systemUTC();
    private final Secrets secrets;
    private final TwilioTokens tokens;
    private final Messages messages;

    Wiring(Map<String, String> environment) {
        this.environment = environment;
        this.secrets = secrets();
        this.tokens = new TwilioTokens(secrets, Setting.TWILIO_SECRET_ID.in(environment), clock);
        this.messages = messages();
    }

    ReceiveWebhook receiveWebhook() {
        return new ReceiveWebhook(
                Setting.PUBLIC_BASE_URL.in(environment),
                tokens,
                new KeepMessage(messages, clock),
                finishMessage(),
                FINISH);
    }

    SweepMessages sweepMessages() {
        return new SweepMessages(messages, finishMessage(), clock);
    }

    private FinishMessage finishMessage() {
        var keepPhotos = new KeepPhotos(mediaFiles(), photos(), messages, clock, MEDIA);
        return new FinishMessage(keepPhotos, new PublishMessage(events(), messages));
    }

    private Messages messages() {
        var dynamo = DynamoDbClient.builder().applyMutation(builder -> limited(builder, CALL, CALL_ATTEMPT));
        var retention = Duration.ofDays(Long.parseLong(Setting.MESSAGE_RETENTION_DAYS.in(environment)));
        return new DynamoMessages(dynamo.build(), Setting.MESSAGE_TABLE.in(environment), retention);
    }

    private Photos photos() {
        var s3 = S3Client.builder()
                .forcePathStyle(Boolean.valueOf(Setting.PHOTO_BUCKET_PATH_STYLE.in(environment)))
                .applyMutation(builder -> limited(builder, UPLOAD, UPLOAD));
        return new S3Photos(s3.build(), Setting.PHOTO_BUCKET.in(environment));
    }

    private Secrets secrets() {
        var client = SecretsManagerClient.builder()
                .applyMutation(builder -> limited(builder, CALL, CALL_ATTEMPT))
                .build();
        return secretId -> client.getSecretValue(get -> get.secretId(secretId)).secretString();
    }

    private MediaFiles mediaFiles() {
        var redirects = Arrays.stream(
                        Setting.MEDIA_REDIRECT_ORIGINS.in(environment).split(",", -1))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .map(Origin::parse)
                .collect(Collectors.toUnmodifiableSet());
        var http = new GuardedGet(InetAddress::getAllByName, (SSLSocketFactory) SSLSocketFactory.getDefault());
        return new TwilioMedia(Origin.parse(Setting.MEDIA_ORIGIN.in(environment)), redirects, tokens, http);
    }

    private Events events() {
        var endpoint = URI.create(Setting.BROKER_ENDPOINT.in(environment));
        return new RabbitEvents(endpoint, secrets, Setting.BROKER_SECRET_ID.in(environment), clock);
    }

    /** A client on the JDK's own HTTP, the quickest to start, with a limit on every call. Region and keys are the SDK's to find. */
    private static void limited(AwsSyncClientBuilder<?, ?> builder, Duration call, Duration attempt) {
        builder.httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(attempt));
        if (builder instanceof SdkClientBuilder<?, ?> client) {
            client.overrideConfiguration(limits -> limits.apiCallTimeout(call).apiCallAttemptTimeout(attempt));
        }
    }
}
