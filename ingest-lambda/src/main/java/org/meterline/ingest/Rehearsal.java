package org.meterline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.meterline.ingest.rehearsal.MadeUpBroker;
import org.meterline.ingest.rehearsal.MadeUpCloud;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

/**
 * Made-up webhooks on their whole way through a handler like the real one, into a world on this process' own loopback: what is slow
 * the first time is done. Nothing of it stays open, reaches the outside, or knows a secret.
 */
final class Rehearsal {

    /** How often: enough for the code that every webhook runs through to be compiled. */
    static final int ROUNDS = 12;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Limits NOBODY_WAITS = new Limits(PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BASE_URL = "https://rehearsal.example";
    private static final String PATH = "/webhooks/twilio/whatsapp";
    private static final String STATUS_PATH = "/webhooks/twilio/status/rehearsal";
    private static final String ACCOUNT = "AC" + "0".repeat(32);
    private static final String TOKEN = "made-up";
    private static final String DOOR = "REHEARSAL_DOOR";

    private Rehearsal() {}

    /** How many messages were told to the broker: one for each webhook that found its way. */
    static int run() throws IOException, GeneralSecurityException {
        greetOverTls();
        var secrets = Map.of(
                "twilio",
                "{\"" + ACCOUNT + "\":[\"" + TOKEN + "\"]}",
                "broker",
                "{\"username\":\"nobody\",\"password\":\"nothing\"}");
        try (var broker = new MadeUpBroker();
                var cloud = new MadeUpCloud(secrets)) {
            var handler = new WebhookHandler(new Wired(environment(cloud, broker)).receiveWebhook());
            for (var round = 0; round < ROUNDS; round++) {
                post(handler, PATH, text(round));
                post(handler, PATH, photo(round, cloud.origin()));
                post(handler, STATUS_PATH, status(round));
            }
            return broker.published();
        }
    }

    /** The first words of a TLS connection: certificates, random numbers, keys and ciphers are got ready for it. */
    private static void greetOverTls() throws IOException, GeneralSecurityException {
        var engine = SSLContext.getDefault().createSSLEngine("rehearsal.example", 443);
        engine.setUseClientMode(true);
        engine.beginHandshake();
        var packet = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), packet);
    }

    private static void post(WebhookHandler handler, String path, Map<String, String> fields) throws IOException {
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        var signature = TwilioSignature.of(BASE_URL + path, Form.of(body).orElseThrow(), TOKEN);
        var event = JSON.createObjectNode()
                .put("httpMethod", "POST")
                .put("path", path)
                .put("body", body)
                .put("isBase64Encoded", false);
        event.putObject("headers")
                .put("Content-Type", "application/x-www-form-urlencoded")
                .put("X-Twilio-Signature", signature);
        var request = GatewayRequest.parse(new ByteArrayInputStream(JSON.writeValueAsBytes(event)));
        var unused = handler.answerTo(request.orElseThrow());
    }

    private static Map<String, String> text(int round) {
        var fields = fields("SM%032x".formatted(round));
        fields.put("Body", "1234");
        fields.put("NumMedia", "0");
        return fields;
    }

    private static Map<String, String> status(int round) {
        var fields = fields("SM%032x".formatted(round));
        fields.put("MessageStatus", "delivered");
        return fields;
    }

    private static Map<String, String> photo(int round, String twilio) {
        var sid = "MM%032x".formatted(round);
        var fields = fields(sid);
        fields.put("Body", "");
        fields.put("NumMedia", "1");
        fields.put("MediaContentType0", "image/jpeg");
        fields.put(
                "MediaUrl0",
                "%s/2010-04-01/Accounts/%s/Messages/%s/Media/ME%032x".formatted(twilio, ACCOUNT, sid, round));
        return fields;
    }

    private static Map<String, String> fields(String sid) {
        var fields = new TreeMap<String, String>();
        fields.put("AccountSid", ACCOUNT);
        fields.put("From", "whatsapp:+27831234567");
        fields.put("MessageSid", sid);
        fields.put("To", "whatsapp:+14155238886");
        fields.put("WaId", "27831234567");
        return fields;
    }

    private static Map<String, String> environment(MadeUpCloud cloud, MadeUpBroker broker) {
        var environment = new HashMap<String, String>();
        environment.put("AWS_REGION", "eu-central-1");
        environment.put(DOOR, cloud.origin());
        environment.put(Setting.MESSAGE_TABLE.name(), "messages");
        environment.put(Setting.PHOTO_BUCKET.name(), "photos");
        environment.put(Setting.PHOTO_BUCKET_PATH_STYLE.name(), "true");
        environment.put(Setting.BROKER_ENDPOINT.name(), broker.endpoint());
        environment.put(Setting.BROKER_SECRET_ID.name(), "broker");
        environment.put(Setting.PUBLIC_BASE_URL.name(), BASE_URL);
        environment.put(Setting.TWILIO_SECRET_ID.name(), "twilio");
        environment.put(Setting.TWILIO_API_ORIGIN.name(), cloud.origin());
        environment.put(Setting.MEDIA_REDIRECT_ORIGINS.name(), cloud.origin());
        return environment;
    }

    /** The real parts, but for where AWS is and with whose keys. */
    private static final class Wired extends Wiring {

        Wired(Map<String, String> environment) {
            super(environment, Clock.systemUTC(), NOBODY_WAITS);
        }

        @Override
        void reach(AwsClientBuilder<?, ?> client, Map<String, String> environment) {
            client.endpointOverride(URI.create(environment.getOrDefault(DOOR, "")));
            client.credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "nothing")));
        }
    }
}
