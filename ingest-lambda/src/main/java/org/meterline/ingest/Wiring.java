package org.meterline.ingest;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.meterline.tracing.Tracing;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** How the parts of this lambda hang together. Each part that the world is behind is made in a method of its own. */
class Wiring {

    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final Map<String, String> environment;
    private final InstantSource clock;
    private final Limits limits;
    private final Secrets secrets;
    private final TwilioTokens tokens;
    private final DynamoMessages messages; // with the place where the last sweep ended

    Wiring(Map<String, String> environment, Limits limits) {
        this(environment, Clock.systemUTC(), limits);
    }

    Wiring(Map<String, String> environment, InstantSource clock, Limits limits) {
        trace(environment);
        this.environment = environment;
        this.clock = clock;
        this.limits = limits;
        this.secrets = secrets();
        this.tokens = new TwilioTokens(secrets, Setting.TWILIO_SECRET_ID.in(environment), clock);
        this.messages = dynamoMessages();
    }

    /** Begins to trace as an environment says. */
    static void trace(Map<String, String> environment) {
        Tracing.start("ingest-lambda", environment);
    }

    ReceiveWebhook receiveWebhook() {
        var publishMessage = new PublishMessage(new CircuitBreaker(events(), clock), messages());
        var keepMessage = new KeepMessage(messages(), clock);
        return new ReceiveWebhook(
                publicBaseUrl(),
                tokens,
                keepMessage,
                new KeepStatus(publishMessage, keepMessage),
                finishMessage(publishMessage),
                limits.finish());
    }

    SweepMessages sweepMessages() {
        return new SweepMessages(messages(), finishMessage(publishMessage()), clock);
    }

    ReplayMessage replayMessage() {
        return new ReplayMessage(messages(), finishMessage(publishMessage()));
    }

    ReconcileMessages reconcileMessages() {
        return new ReconcileMessages(
                new TwilioMessages(twilioApi()),
                messages(),
                new KeepMessage(messages(), clock),
                tokens,
                clock,
                Duration.ofHours(Long.parseLong(Setting.RECONCILE_HOURS.in(environment))),
                list(Setting.RECONCILE_NUMBERS).collect(Collectors.toUnmodifiableSet()));
    }

    private FinishMessage finishMessage(PublishMessage publishMessage) {
        var keepPhotos = new KeepPhotos(mediaFiles(), photos(), messages(), clock, limits.media());
        return new FinishMessage(keepPhotos, publishMessage);
    }

    private PublishMessage publishMessage() {
        return new PublishMessage(events(), messages());
    }

    Messages messages() {
        return messages;
    }

    private DynamoMessages dynamoMessages() {
        var dynamo = limited(DynamoDbClient.builder(), limits.call());
        var retention = Duration.ofDays(Long.parseLong(Setting.MESSAGE_RETENTION_DAYS.in(environment)));
        return new DynamoMessages(dynamo.build(), Setting.MESSAGE_TABLE.in(environment), retention, clock);
    }

    Photos photos() {
        var s3 = limited(S3Client.builder(), limits.upload())
                .forcePathStyle(Boolean.valueOf(Setting.PHOTO_BUCKET_PATH_STYLE.in(environment)));
        return new S3Photos(s3.build(), Setting.PHOTO_BUCKET.in(environment));
    }

    private Secrets secrets() {
        var client = limited(SecretsManagerClient.builder(), limits.call()).build();
        return secretId -> client.getSecretValue(get -> get.secretId(secretId)).secretString();
    }

    MediaFiles mediaFiles() {
        var redirects = list(Setting.MEDIA_REDIRECT_ORIGINS).map(Origin::parse).collect(Collectors.toUnmodifiableSet());
        return new TwilioMedia(twilioApi(), redirects, http());
    }

    private TwilioApi twilioApi() {
        return new TwilioApi(Origin.parse(Setting.TWILIO_API_ORIGIN.in(environment)), tokens, http());
    }

    private static GuardedGet http() {
        return new GuardedGet(InetAddress::getAllByName, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    Events events() {
        var endpoint = url(Setting.BROKER_ENDPOINT, Set.of("amqps", "amqp"));
        return new RabbitEvents(endpoint, secrets, Setting.BROKER_SECRET_ID.in(environment), clock, limits.publish());
    }

    private Stream<String> list(Setting setting) {
        return Arrays.stream(setting.in(environment).split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private String publicBaseUrl() {
        var url = url(Setting.PUBLIC_BASE_URL, Set.of("https", "http"));
        if (url.getRawQuery() != null
                || url.getRawFragment() != null
                || url.toString().endsWith("/")) {
            throw new IllegalStateException(Setting.PUBLIC_BASE_URL + " ends before any slash, query or fragment");
        }
        return url.toString();
    }

    private URI url(Setting setting, Set<String> schemes) {
        var value = setting.in(environment);
        try {
            var url = new URI(value);
            var hasScheme = url.getScheme() != null && schemes.contains(url.getScheme());
            if (hasScheme && url.getHost() != null && url.getRawUserInfo() == null) {
                return url;
            }
            throw new IllegalStateException(
                    setting + " is not a URL of " + schemes + " with a host and without a user");
        } catch (URISyntaxException notAnUrl) {
            throw new IllegalStateException(setting + " is not a URL", notAnUrl);
        }
    }

    /** Where AWS is, and with whose keys: the SDK finds out by itself. */
    void reach(AwsClientBuilder<?, ?> client, Map<String, String> environment) {
        // nothing is said
    }

    /** A client on the JDK's own HTTP, the quickest to start, with a limit on every call. */
    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B limited(B builder, Duration call) {
        var attempt = call.multipliedBy(3).dividedBy(4); // so that a lost packet leaves time for a second one
        var region = environment.get("AWS_REGION");
        if (region != null) {
            builder.region(Region.of(region));
        }
        reach(builder, environment);
        return builder.overrideConfiguration(
                        override -> override.apiCallTimeout(call).apiCallAttemptTimeout(attempt))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(attempt));
    }
}
