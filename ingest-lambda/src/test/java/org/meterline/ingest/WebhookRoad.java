package org.meterline.ingest;

import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** The whole road of a webhook, and of the sweeper behind it, over fakes: what its tests stand on. */
class WebhookRoad {

    static final String PATH = "/webhooks/twilio/whatsapp";
    static final String TEXT_BODY = messageBody(sid("SM", 1), "Body", "1234");
    static final String STATUS = sid("SM", 9) + "/delivered";
    static final String STATUS_PATH = "/webhooks/twilio/status/our-id";
    static final String STATUS_BODY = Samples.body(
            "AccountSid",
            Samples.ACCOUNT,
            "MessageSid",
            sid("SM", 9),
            "MessageStatus",
            "delivered",
            "From",
            "whatsapp:+14155238886",
            "To",
            "whatsapp:+27831234567");
    static final String PHOTO_URL = "https://api.twilio.com" + Samples.mediaPath(Samples.PHOTO_MESSAGE, 3);
    static final String PHOTO_KEY = "meters/2026/11/" + Samples.PHOTO_MESSAGE + ".jpg";

    final MovableClock clock = new MovableClock(Samples.NOW);
    final InMemoryMessages messages = new InMemoryMessages();
    final InMemoryPhotos photos = new InMemoryPhotos();
    final RecordingEvents events = new RecordingEvents();
    final CircuitBreaker breaker = new CircuitBreaker(events, clock);
    final ScriptedMedia media = new ScriptedMedia().with(PHOTO_URL, Samples.JPEG);
    final ScriptedSecrets secrets = new ScriptedSecrets()
            .with("twilio", "{\"" + Samples.ACCOUNT + "\":[\"" + Samples.TOKEN + "\",\"second\"]}");
    final WebhookHandler handler = handler(Limits.IN_TWILIOS_TIME.finish(), Limits.IN_TWILIOS_TIME.media());
    final SweepMessages sweepMessages =
            new SweepMessages(messages, finishMessage(events, Limits.WITH_TIME.media()), clock);

    WebhookHandler handler(Duration finishBudget, Duration mediaBudget) {
        return new WebhookHandler(new ReceiveWebhook(
                Samples.BASE_URL,
                new TwilioTokens(secrets, "twilio", clock),
                new KeepMessage(messages, clock),
                new KeepStatus(new PublishMessage(breaker, messages), new KeepMessage(messages, clock)),
                finishMessage(breaker, mediaBudget),
                finishBudget));
    }

    FinishMessage finishMessage(Events told, Duration mediaBudget) {
        var keepPhotos = new KeepPhotos(media, photos, messages, clock, mediaBudget);
        return new FinishMessage(keepPhotos, new PublishMessage(told, messages));
    }

    SweepMessages.Swept sweep() {
        return sweepMessages.sweep(Deadline.in(Duration.ofSeconds(60)));
    }

    int post(String path, String body) throws IOException {
        return post(Samples.signed(path, body));
    }

    int post(GatewayRequest request) throws IOException {
        return new ObjectMapper()
                .readTree(handler.answerTo(request))
                .get("statusCode")
                .asInt();
    }

    static GatewayRequest request(String method, String path, String body) {
        return new GatewayRequest(method, path, "", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    static GatewayRequest resigned(String body, String token) {
        var signature =
                TwilioSignature.of(Samples.BASE_URL + PATH, Form.of(body).orElseThrow(), token);
        return with(Samples.signed(PATH, body), Map.of("x-twilio-signature", signature));
    }

    static GatewayRequest with(GatewayRequest request, Map<String, String> headers) {
        return new GatewayRequest(request.method(), request.path(), request.query(), headers, request.body());
    }

    JsonNode answerTo(String event) throws IOException {
        var answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, null);
        return new ObjectMapper().readTree(answer.toByteArray());
    }

    static String fixture(String name) throws IOException {
        try (var event = WebhookRoad.class.getResourceAsStream("/events/" + name)) {
            return new String(event.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
