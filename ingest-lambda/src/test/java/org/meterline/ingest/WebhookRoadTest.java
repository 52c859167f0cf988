package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterline.contracts.Channel;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.contracts.PartKind;
import org.slf4j.LoggerFactory;

/** The whole road of a webhook, and of the sweeper behind it, over fakes. */
class WebhookRoadTest {

    private static final String PATH = "/webhooks/twilio/whatsapp";
    private static final String TEXT_BODY = messageBody(sid("SM", 1), "Body", "1234");
    private static final String STATUS = sid("SM", 9) + "/delivered";
    private static final String STATUS_PATH = "/webhooks/twilio/status/our-id";
    private static final String STATUS_BODY = Samples.body(
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
    private static final String PHOTO_URL = "https://api.twilio.com" + Samples.mediaPath(Samples.PHOTO_MESSAGE, 3);
    private static final String PHOTO_KEY = "meters/2026/11/" + Samples.PHOTO_MESSAGE + ".jpg";

    private final MovableClock clock = new MovableClock(Samples.NOW);
    private final InMemoryMessages messages = new InMemoryMessages();
    private final InMemoryPhotos photos = new InMemoryPhotos();
    private final RecordingEvents events = new RecordingEvents();
    private final CircuitBreaker breaker = new CircuitBreaker(events, clock);
    private final ScriptedMedia media = new ScriptedMedia().with(PHOTO_URL, Samples.JPEG);
    private final ScriptedSecrets secrets = new ScriptedSecrets()
            .with("twilio", "{\"" + Samples.ACCOUNT + "\":[\"" + Samples.TOKEN + "\",\"second\"]}");
    private final WebhookHandler handler = handler(Duration.ofSeconds(9), Duration.ofSeconds(8));
    private final SweepMessages sweepMessages =
            new SweepMessages(messages, finishMessage(events, Duration.ofSeconds(8)), clock);

    @ParameterizedTest
    @ValueSource(strings = {"rest-api.json", "rest-api-base64.json", "http-api.json", "http-api-base64.json"})
    void a_photo_is_kept_stored_told_and_answered_with_empty_twiml(String fixture) throws IOException {
        var answer = answerTo(fixture(fixture));

        assertThat(answer.get("statusCode").asInt()).isEqualTo(200);
        assertThat(answer.get("headers").get("Content-Type").asText()).isEqualTo("text/xml");
        assertThat(answer.get("body").asText()).endsWith("<Response/>");
        assertThat(photos.files()).containsOnlyKeys(PHOTO_KEY);
        assertThat(messages.get(Samples.PHOTO_MESSAGE).state()).isEqualTo(IngestState.PUBLISHED);
        assertThat(messages.get(Samples.PHOTO_MESSAGE).raw().value()).isEqualTo(Samples.PHOTO_BODY);
        assertThat(events.published())
                .singleElement()
                .isInstanceOfSatisfying(
                        MessageReceived.class,
                        event -> assertThat(event.parts())
                                .containsExactly(
                                        new MessageReceived.Part(Samples.PHOTO_MESSAGE, PartKind.PHOTO, PHOTO_KEY)));
    }

    @Test
    void the_short_path_takes_what_the_long_one_takes() throws IOException {
        assertThat(post("/webhook", Samples.PHOTO_BODY)).isEqualTo(200);
        assertThat(post("/webhook", TEXT_BODY)).isEqualTo(200);

        assertThat(messages.get(Samples.PHOTO_MESSAGE).state()).isEqualTo(IngestState.PUBLISHED);
        assertThat(photos.files()).containsOnlyKeys(PHOTO_KEY);
        assertThat(events.published())
                .hasSize(2)
                .allSatisfy(
                        event -> assertThat(((MessageReceived) event).channel()).isEqualTo(Channel.WHATSAPP));
        var signedForTheShortOne = Samples.signed("/webhook", TEXT_BODY);
        assertThat(post(new GatewayRequest(
                        "POST", PATH, "", signedForTheShortOne.headers(), signedForTheShortOne.body())))
                .as("the path is signed, too")
                .isEqualTo(403);
    }

    @Test
    void a_status_is_told_as_a_delivery_and_kept_as_one_that_is_told() throws IOException {
        assertThat(post(STATUS_PATH, STATUS_BODY)).isEqualTo(200);
        assertThat(events.published()).singleElement().isInstanceOfSatisfying(DeliveryReported.class, event -> {
            assertThat(event.outboundId()).isEqualTo("our-id");
            assertThat(event.messageId()).isEqualTo(STATUS);
        });
        assertThat(messages.get(STATUS).state()).isEqualTo(IngestState.PUBLISHED);
        assertThat(messages.get(STATUS).raw().value()).isEqualTo(STATUS_BODY);
        clock.advance(Duration.ofSeconds(61));
        assertThat(sweep()).isEqualTo(new SweepMessages.Swept(0, 0));
    }

    @Test
    void a_status_that_comes_again_is_told_with_the_same_id_and_kept_once() throws IOException {
        assertThat(post(STATUS_PATH, STATUS_BODY)).isEqualTo(200);
        clock.advance(Duration.ofHours(3));
        assertThat(post(STATUS_PATH, STATUS_BODY)).isEqualTo(200);

        assertThat(events.published())
                .hasSize(2)
                .extracting(Event::eventId)
                .containsOnly(STATUS + "/delivery.reported");
        assertThat(messages.size()).isOne();
        assertThat(messages.get(STATUS).receivedAt()).isEqualTo(Samples.NOW);
    }

    @Test
    void a_status_that_the_broker_does_not_take_is_answered_200_and_told_by_the_sweeper() throws IOException {
        events.goDown(true);
        assertThat(post(STATUS_PATH, STATUS_BODY)).isEqualTo(200);
        assertThat(messages.get(STATUS).state()).isEqualTo(IngestState.STORED);

        events.goDown(false);
        clock.advance(Duration.ofSeconds(61));
        assertThat(sweep()).isEqualTo(new SweepMessages.Swept(1, 1));
        assertThat(messages.get(STATUS).state()).isEqualTo(IngestState.PUBLISHED);
        assertThat(events.published()).hasSize(1);
    }

    @Test
    void a_status_is_kept_though_telling_breaks_down() throws IOException {
        events.breakDown();

        assertThat(post(STATUS_PATH, STATUS_BODY)).isEqualTo(200);

        assertThat(messages.get(STATUS).state()).isEqualTo(IngestState.STORED);
    }

    @Test
    void a_status_that_cannot_be_kept_has_to_come_again_though_it_was_told() throws IOException {
        messages.fail();

        assertThat(post(STATUS_PATH, STATUS_BODY)).isEqualTo(503);

        assertThat(events.published()).hasSize(1);
    }

    @Test
    void a_thousand_times_the_same_message_has_one_effect() throws Exception {
        var request = Samples.signed(PATH, Samples.PHOTO_BODY);
        var posts = IntStream.range(0, 1_000)
                .<Callable<Integer>>mapToObj(i -> () -> post(request))
                .toList();
        try (var senders = Executors.newFixedThreadPool(64)) {
            assertThat(senders.invokeAll(posts))
                    .allSatisfy(post -> assertThat(post.get()).isEqualTo(200));
        }
        assertThat(messages.size()).isOne();
        assertThat(photos.files()).hasSize(1);
        assertThat(events.published()).hasSize(1);
    }

    @Test
    void the_second_token_counts_and_a_new_one_is_looked_up() throws IOException {
        assertThat(post(resigned(TEXT_BODY, "second"))).isEqualTo(200);

        secrets.with("twilio", "{\"" + Samples.ACCOUNT + "\":[\"rotated\"]}");
        clock.advance(Duration.ofSeconds(31));
        assertThat(post(resigned(messageBody(sid("SM", 2), "Body", "1"), "rotated")))
                .isEqualTo(200);
        assertThat(events.published()).hasSize(2);
    }

    @Test
    void what_is_not_signed_is_forbidden_and_not_kept() throws IOException {
        assertThat(post(resigned(TEXT_BODY, "wrong"))).isEqualTo(403);
        assertThat(post(with(Samples.signed(PATH, TEXT_BODY), Map.of()))).isEqualTo(403);
        assertThat(post(with(Samples.signed(PATH, TEXT_BODY), Map.of("x-twilio-signature", ""))))
                .isEqualTo(403);
        var foreign = TEXT_BODY.replace(Samples.ACCOUNT, sid("AC", 99));
        assertThat(post(Samples.signed(PATH, foreign))).isEqualTo(403);
        var signed = Samples.signed(PATH, TEXT_BODY);
        assertThat(post(new GatewayRequest("POST", "/webhooks/twilio/sms", "", signed.headers(), signed.body())))
                .as("signed for another path")
                .isEqualTo(403);
        assertThat(post(new GatewayRequest("POST", PATH, "a=b", signed.headers(), signed.body())))
                .as("signed without that query")
                .isEqualTo(403);
        assertThat(messages.size()).isZero();
        assertThat(events.published()).isEmpty();
    }

    @Test
    void foreign_nonsense_is_refused_and_not_kept() throws IOException {
        assertThat(post(Samples.signed(PATH, "AccountSid=" + Samples.ACCOUNT + "&Hello=world")))
                .isEqualTo(400);
        assertThat(post(request("POST", PATH, "Body=%zz"))).isEqualTo(400);
        assertThat(post(request("POST", "/elsewhere", TEXT_BODY))).isEqualTo(404);
        assertThat(post(request("GET", PATH, TEXT_BODY))).isEqualTo(405);
        assertThat(post(request("POST", PATH, "Body=" + "x".repeat(100_000)))).isEqualTo(413);
        assertThat(answerTo("[1]").get("statusCode").asInt()).isEqualTo(400);
        assertThat(messages.size()).isZero();
    }

    @Test
    void json_counts_when_its_hash_is_signed() throws IOException {
        var body = "{\"AccountSid\":\"" + Samples.ACCOUNT + "\",\"MessageSid\":\"" + sid("SM", 5)
                + "\",\"From\":\"whatsapp:+27831234567\",\"To\":\"whatsapp:+14155238886\",\"Body\":\"hi\"}";
        var query = "bodySHA256=" + InMemoryPhotos.sha256(body.getBytes(StandardCharsets.UTF_8));
        var signature = TwilioSignature.of(Samples.BASE_URL + PATH + "?" + query, new Form(List.of()), Samples.TOKEN);
        var headers = Map.of("content-type", "application/json", "x-twilio-signature", signature);
        var bytes = body.getBytes(StandardCharsets.UTF_8);

        assertThat(post(new GatewayRequest("POST", PATH, query, headers, bytes)))
                .isEqualTo(200);
        assertThat(post(new GatewayRequest("POST", PATH, "", headers, bytes))).isEqualTo(403);
        assertThat(events.published()).hasSize(1);
    }

    @Test
    void without_the_message_table_or_the_tokens_twilio_has_to_come_again() throws IOException {
        messages.fail();
        assertThat(post(PATH, TEXT_BODY)).isEqualTo(503);
        secrets.fail();
        clock.advance(Duration.ofHours(2));
        assertThat(post(PATH, TEXT_BODY)).isEqualTo(503);
    }

    @Test
    void with_the_broker_down_the_answer_is_200_and_the_sweeper_tells_later() throws IOException {
        events.goDown(true);
        assertThat(post(PATH, Samples.PHOTO_BODY)).isEqualTo(200);
        assertThat(messages.get(Samples.PHOTO_MESSAGE).state()).isEqualTo(IngestState.STORED);

        events.goDown(false);
        assertThat(sweep()).as("younger than a minute").isEqualTo(new SweepMessages.Swept(0, 0));
        clock.advance(Duration.ofSeconds(61));
        assertThat(sweep()).isEqualTo(new SweepMessages.Swept(1, 1));
        assertThat(messages.get(Samples.PHOTO_MESSAGE).state()).isEqualTo(IngestState.PUBLISHED);
        assertThat(events.published())
                .singleElement()
                .satisfies(event -> assertThat(event.receivedAt()).isEqualTo(Samples.NOW));
        assertThat(sweep()).isEqualTo(new SweepMessages.Swept(0, 0));
    }

    @Test
    void a_broker_that_is_down_is_waited_for_by_one_webhook_and_the_next_leave_it_to_the_sweeper() throws IOException {
        events.goDown(true);
        assertThat(post(PATH, TEXT_BODY)).isEqualTo(200);
        assertThat(events.asked()).isOne();

        assertThat(post(PATH, Samples.PHOTO_BODY)).isEqualTo(200);
        assertThat(post(STATUS_PATH, STATUS_BODY)).isEqualTo(200);
        assertThat(events.asked()).as("nobody else waited").isOne();
        assertThat(List.of(sid("SM", 1), Samples.PHOTO_MESSAGE, STATUS))
                .allSatisfy(id -> assertThat(messages.get(id).state()).isEqualTo(IngestState.STORED));
        assertThat(photos.files()).containsOnlyKeys(PHOTO_KEY);

        events.goDown(false);
        clock.advance(Duration.ofSeconds(61));
        assertThat(sweep()).isEqualTo(new SweepMessages.Swept(3, 3));
        assertThat(events.published()).hasSize(3);
        assertThat(post(PATH, messageBody(sid("SM", 2), "Body", "1235"))).isEqualTo(200);
        assertThat(messages.get(sid("SM", 2)).state()).isEqualTo(IngestState.PUBLISHED);
    }

    @Test
    void with_the_bucket_down_the_answer_is_200_and_the_sweeper_stores_later() throws IOException {
        photos.fail(true);
        assertThat(post(PATH, Samples.PHOTO_BODY)).isEqualTo(200);
        assertThat(messages.get(Samples.PHOTO_MESSAGE).state()).isEqualTo(IngestState.RECEIVED);
        assertThat(events.published()).isEmpty();

        photos.fail(false);
        clock.advance(Duration.ofSeconds(61));
        assertThat(sweep()).isEqualTo(new SweepMessages.Swept(1, 1));
        assertThat(photos.files()).containsOnlyKeys(PHOTO_KEY);
    }

    @Test
    void a_file_that_is_slow_is_left_for_the_sweeper_and_its_neighbour_is_stored() throws IOException {
        var never = new CountDownLatch(1);
        media.with("https://slow", () -> {
            try {
                never.await();
            } catch (InterruptedException cutOff) {
                Thread.currentThread().interrupt();
            }
            return new MediaFiles.Fetched.NotNow("cut off");
        });
        var body = messageBody(sid("MM", 4), "NumMedia", "2", "MediaUrl0", "https://slow", "MediaUrl1", PHOTO_URL);
        var quick = handler(Duration.ofSeconds(9), Duration.ofMillis(200));

        assertThat(quick.answerTo(Samples.signed(PATH, body))).isNotEmpty();

        var kept = messages.get(sid("MM", 4));
        assertThat(kept.state()).isEqualTo(IngestState.RECEIVED);
        assertThat(kept.parts()).extracting(Message.Part::isWanted).containsExactly(true, false);
        assertThat(photos.files()).containsOnlyKeys("meters/2026/11/" + sid("MM", 4) + "-2.jpg");
    }

    @Test
    void a_file_that_never_comes_is_lost_after_four_hours() throws IOException {
        media.with(PHOTO_URL, () -> new MediaFiles.Fetched.NotNow("the answer is 500"));
        assertThat(post(PATH, Samples.PHOTO_BODY)).isEqualTo(200);
        clock.advance(Duration.ofHours(4));
        assertThat(sweep()).isEqualTo(new SweepMessages.Swept(1, 0));

        clock.advance(Duration.ofMinutes(1));
        assertThat(sweep()).isEqualTo(new SweepMessages.Swept(1, 1));

        assertThat(events.published())
                .singleElement()
                .isInstanceOfSatisfying(
                        MessageReceived.class,
                        event -> assertThat(event.parts())
                                .containsExactly(
                                        new MessageReceived.Part(Samples.PHOTO_MESSAGE, PartKind.LOST_MEDIA, null)));
    }

    @Test
    void a_file_that_is_no_photo_is_stored_where_nobody_reads_it_and_a_lost_one_is_told() throws IOException {
        media.with("https://pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
        var body = messageBody(
                sid("MM", 4),
                "NumMedia",
                "2",
                "MediaUrl0",
                "https://pdf",
                "MediaContentType0",
                "image/jpeg",
                "MediaUrl1",
                "https://gone");

        assertThat(post(PATH, body)).isEqualTo(200);

        var key = "unread/2026/11/" + sid("MM", 4) + ".pdf";
        assertThat(photos.files()).containsOnlyKeys(key);
        assertThat(messages.get(sid("MM", 4)).parts().getFirst().contentType()).isEqualTo("application/pdf");
        assertThat(events.published())
                .singleElement()
                .isInstanceOfSatisfying(
                        MessageReceived.class,
                        event -> assertThat(event.parts())
                                .containsExactly(
                                        new MessageReceived.Part(sid("MM", 4), PartKind.UNSUPPORTED_MEDIA, key),
                                        new MessageReceived.Part(sid("MM", 4) + "-2", PartKind.LOST_MEDIA, null)));
    }

    @Test
    void a_file_that_was_stored_and_not_written_down_is_not_lost_when_twilio_forgets_it() throws IOException {
        photos.putIfAbsent(PHOTO_KEY, Samples.JPEG, FileType.JPEG);
        media.with(PHOTO_URL, () -> new MediaFiles.Fetched.Gone("the answer is 404"));

        assertThat(post(PATH, Samples.PHOTO_BODY)).isEqualTo(200);

        assertThat(messages.get(Samples.PHOTO_MESSAGE).parts())
                .singleElement()
                .satisfies(part -> assertThat(part.file()).isNotNull());
    }

    @Test
    void nothing_personal_and_no_secret_reaches_the_log() throws IOException {
        var logged = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        logged.start();
        root.addAppender(logged);
        try {
            events.goDown(true);
            var body = messageBody(sid("SM", 8), "Body", "my secret words", "ProfileName", "Thandi");
            assertThat(post(PATH, body)).isEqualTo(200);
            assertThat(post(PATH, body)).isEqualTo(200);
            assertThat(post(resigned(body, "wrong"))).isEqualTo(403);
            assertThat(post(request("POST", PATH, "Body=my+secret%zz"))).isEqualTo(400);
            photos.fail(true);
            assertThat(post(PATH, Samples.PHOTO_BODY)).isEqualTo(200);
            clock.advance(Duration.ofHours(5));
            sweep();
            messages.fail();
            assertThat(post(PATH, messageBody(sid("SM", 9), "Body", "secret"))).isEqualTo(503);
        } finally {
            root.detachAppender(logged);
        }
        assertThat(logged.list).hasSizeGreaterThan(6);
        assertThat(logged.list).allSatisfy(event -> {
            var proxy = event.getThrowableProxy();
            var text = event.getFormattedMessage() + (proxy == null ? "" : ThrowableProxyUtil.asString(proxy));
            assertThat(text).doesNotContain("secret words", "27831234567", "Thandi", Samples.TOKEN, "14155238886");
        });
    }

    @Test
    void the_sweepers_worst_message_does_not_stop_the_others() throws IOException {
        media.with(PHOTO_URL, () -> {
            throw new IllegalStateException("boom");
        });
        assertThat(post(PATH, Samples.PHOTO_BODY)).isEqualTo(200);
        events.goDown(true);
        assertThat(post(PATH, TEXT_BODY)).isEqualTo(200);
        events.goDown(false);
        clock.advance(Duration.ofSeconds(61));

        assertThat(sweep()).isEqualTo(new SweepMessages.Swept(2, 1));
        assertThat(messages.get(sid("SM", 1)).state()).isEqualTo(IngestState.PUBLISHED);
    }

    @Test
    void a_broker_that_is_down_does_not_use_up_the_sweep() throws IOException {
        events.goDown(true);
        for (var i = 10; i < 60; i++) {
            assertThat(post(PATH, messageBody(sid("SM", i), "Body", "1"))).isEqualTo(200);
        }
        clock.advance(Duration.ofSeconds(61));
        assertThat(sweep().finished()).isZero();
        assertThat(events.asked()).as("a few are enough to know").isLessThan(100);
        events.goDown(false);
        assertThat(sweep()).isEqualTo(new SweepMessages.Swept(50, 50));
    }

    @Test
    void what_no_queue_takes_does_not_stand_before_what_one_does() throws IOException {
        events.refuse(DeliveryReported.class);
        for (var i = 10; i < 60; i++) {
            var body = Samples.body("AccountSid", Samples.ACCOUNT, "MessageSid", sid("SM", i), "MessageStatus", "sent");
            assertThat(post("/webhooks/twilio/status/our-id", body)).isEqualTo(200);
        }
        events.goDown(true);
        clock.advance(Duration.ofSeconds(1));
        assertThat(post(PATH, TEXT_BODY)).isEqualTo(200);
        events.goDown(false);
        clock.advance(Duration.ofSeconds(61));

        assertThat(sweep()).isEqualTo(new SweepMessages.Swept(51, 1));
        assertThat(messages.get(sid("SM", 1)).state()).isEqualTo(IngestState.PUBLISHED);
        assertThat(messages.get(sid("SM", 10) + "/sent").state()).isEqualTo(IngestState.STORED);
    }

    @Test
    void files_that_do_not_come_do_not_stand_before_words() throws IOException {
        var never = new CountDownLatch(1);
        photos.fail(true); // so that the webhook leaves the files wanted
        for (var i = 10; i < 40; i++) {
            var body = messageBody(sid("MM", i), "NumMedia", "1", "MediaUrl0", PHOTO_URL);
            assertThat(post(PATH, body)).isEqualTo(200);
        }
        media.with(PHOTO_URL, () -> {
            try {
                never.await();
            } catch (InterruptedException cutOff) {
                Thread.currentThread().interrupt();
            }
            return new MediaFiles.Fetched.NotNow("cut off");
        });
        events.goDown(true);
        clock.advance(Duration.ofSeconds(1));
        assertThat(post(PATH, TEXT_BODY)).isEqualTo(200);
        events.goDown(false);
        clock.advance(Duration.ofSeconds(61));

        sweepMessages.sweep(Deadline.in(Duration.ofSeconds(1)));

        assertThat(messages.get(sid("SM", 1)).state()).isEqualTo(IngestState.PUBLISHED);
        assertThat(messages.get(sid("MM", 39)).state()).isEqualTo(IngestState.RECEIVED);
    }

    @Test
    void one_sweep_takes_as_many_as_there_is_time_for_and_two_at_once_lose_none() throws Exception {
        events.goDown(true);
        for (var i = 0; i < 5_000; i++) {
            var text = Samples.message(messageBody(sid("SM", 10_000 + i), "Body", "1"));
            messages.claim(text);
        }
        events.goDown(false);
        clock.advance(Duration.ofSeconds(61));

        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            both.submit(this::sweep);
            both.submit(this::sweep);
        }

        assertThat(events.published().stream().map(Event::eventId).distinct()).hasSize(5_000);
        assertThat(messages.unfinished(IngestState.STORED, clock.instant())).isExhausted();
    }

    @Test
    void a_file_that_is_not_there_yet_is_asked_for_again() throws IOException {
        media.with(PHOTO_URL, () -> new MediaFiles.Fetched.Missing("the answer is 404"));
        assertThat(post(PATH, Samples.PHOTO_BODY)).isEqualTo(200);
        assertThat(messages.get(Samples.PHOTO_MESSAGE).state()).isEqualTo(IngestState.RECEIVED);

        media.with(PHOTO_URL, Samples.JPEG);
        clock.advance(Duration.ofSeconds(61));
        assertThat(sweep()).isEqualTo(new SweepMessages.Swept(1, 1));
        assertThat(photos.files()).containsOnlyKeys(PHOTO_KEY);
    }

    @Test
    void a_file_that_is_still_not_there_after_two_minutes_is_lost() throws IOException {
        media.with(PHOTO_URL, () -> new MediaFiles.Fetched.Missing("the answer is 404"));
        assertThat(post(PATH, Samples.PHOTO_BODY)).isEqualTo(200);

        clock.advance(Duration.ofSeconds(121));
        assertThat(sweep()).isEqualTo(new SweepMessages.Swept(1, 1));
        assertThat(messages.get(Samples.PHOTO_MESSAGE).parts())
                .extracting(Message.Part::kind)
                .containsExactly(PartKind.LOST_MEDIA);
    }

    @Test
    void a_rehearsal_goes_the_whole_way_without_the_world() throws Exception {
        assertThat(Rehearsal.run()).isEqualTo(3 * Rehearsal.ROUNDS);
    }

    private WebhookHandler handler(Duration finishBudget, Duration mediaBudget) {
        return new WebhookHandler(new ReceiveWebhook(
                Samples.BASE_URL,
                new TwilioTokens(secrets, "twilio", clock),
                new KeepMessage(messages, clock),
                new KeepStatus(new PublishMessage(breaker, messages), new KeepMessage(messages, clock)),
                finishMessage(breaker, mediaBudget),
                finishBudget));
    }

    private FinishMessage finishMessage(Events told, Duration mediaBudget) {
        var keepPhotos = new KeepPhotos(media, photos, messages, clock, mediaBudget);
        return new FinishMessage(keepPhotos, new PublishMessage(told, messages));
    }

    private SweepMessages.Swept sweep() {
        return sweepMessages.sweep(Deadline.in(Duration.ofSeconds(60)));
    }

    private int post(String path, String body) throws IOException {
        return post(Samples.signed(path, body));
    }

    private int post(GatewayRequest request) throws IOException {
        return new ObjectMapper()
                .readTree(handler.answerTo(request))
                .get("statusCode")
                .asInt();
    }

    private static GatewayRequest request(String method, String path, String body) {
        return new GatewayRequest(method, path, "", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static GatewayRequest resigned(String body, String token) {
        var signature =
                TwilioSignature.of(Samples.BASE_URL + PATH, Form.of(body).orElseThrow(), token);
        return with(Samples.signed(PATH, body), Map.of("x-twilio-signature", signature));
    }

    private static GatewayRequest with(GatewayRequest request, Map<String, String> headers) {
        return new GatewayRequest(request.method(), request.path(), request.query(), headers, request.body());
    }

    private JsonNode answerTo(String event) throws IOException {
        var answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, null);
        return new ObjectMapper().readTree(answer.toByteArray());
    }

    private static String fixture(String name) throws IOException {
        try (var event = WebhookRoadTest.class.getResourceAsStream("/events/" + name)) {
            return new String(event.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
