package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocketFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterline.contracts.PartKind;
import org.meterline.engines.hostile.Footprint;
import org.meterline.engines.hostile.HostileTexts;
import org.slf4j.LoggerFactory;

/** What nobody should send: each is answered, nothing of it is fetched, logged or told, and its neighbours are fine. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadInputTest {

    private static final String PATH = "/webhooks/twilio/whatsapp";
    private static final String OWN_URL = "https://api.twilio.com" + Samples.mediaPath(Samples.PHOTO_MESSAGE, 3);

    private static final int ROUNDS = Integer.getInteger("hostile.rounds", 12);
    private static final long KEPT_BYTES_MAX = 2_000_000; // of 3,120 messages: 640 bytes each would be seen

    private final MovableClock clock = new MovableClock(Samples.NOW);
    private final InMemoryMessages messages = new InMemoryMessages();
    private final InMemoryPhotos photos = new InMemoryPhotos();
    private final RecordingEvents events = new RecordingEvents();
    private final List<String> resolved = new CopyOnWriteArrayList<>();
    private final TwilioTokens tokens = new TwilioTokens(
            new ScriptedSecrets().with("twilio", "{\"" + Samples.ACCOUNT + "\":[\"" + Samples.TOKEN + "\"]}"),
            "twilio",
            clock);
    private final GuardedGet http = new GuardedGet(
            host -> {
                resolved.add(host);
                throw new UnknownHostException(host);
            },
            (SSLSocketFactory) SSLSocketFactory.getDefault());
    private final TwilioMedia twilioMedia = new TwilioMedia(
            new TwilioApi(Origin.parse("https://api.twilio.com"), tokens, http),
            Set.of(Origin.parse("https://mms.twiliocdn.com")),
            http);
    private final WebhookHandler handler = handler(twilioMedia);

    @Test
    void sixty_addresses_that_are_not_the_messages_own_are_not_even_looked_up() throws IOException {
        assertThat(SsrfUrls.all()).hasSize(60).doesNotHaveDuplicates();
        for (var url : SsrfUrls.all()) {
            assertThat(twilioMedia.fetch(Samples.ACCOUNT, Samples.PHOTO_MESSAGE, url, soon()))
                    .as(url)
                    .isInstanceOf(MediaFiles.Fetched.Gone.class);
        }
        assertThat(resolved).isEmpty();

        assertThat(twilioMedia.fetch(Samples.ACCOUNT, Samples.PHOTO_MESSAGE, OWN_URL, soon()))
                .isInstanceOf(MediaFiles.Fetched.NotNow.class);
        assertThat(resolved).as("the message's own is").containsExactly("api.twilio.com");
    }

    @Test
    void a_bad_address_is_lost_and_the_photo_beside_it_is_kept() throws IOException {
        var media = new ScriptedMedia().with(OWN_URL, Samples.JPEG);
        var mixed = handler((account, message, url, deadline) -> url.equals(OWN_URL)
                ? media.fetch(account, message, url, deadline)
                : twilioMedia.fetch(account, message, url, deadline));
        var number = 1_000;
        for (var url : SsrfUrls.all()) {
            var body = messageBody(sid("MM", number), "NumMedia", "2", "MediaUrl0", url, "MediaUrl1", OWN_URL);
            assertThat(status(mixed.answerTo(Samples.signed(PATH, body))))
                    .as(url)
                    .isEqualTo(200);
            assertThat(messages.get(sid("MM", number)).parts())
                    .as(url)
                    .extracting(Message.Part::kind)
                    .containsExactly(PartKind.LOST_MEDIA, PartKind.PHOTO);
            number++;
        }
        assertThat(photos.files()).hasSize(60);
        assertThat(resolved).isEmpty();
    }

    @Test
    void two_hundred_hostile_texts_are_kept_as_they_are_and_neither_told_nor_logged() throws IOException {
        var logged = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        logged.start();
        root.addAppender(logged);
        var texts = HostileTexts.all();
        assertThat(texts)
                .hasSize(HostileTexts.COUNT)
                .doesNotHaveDuplicates()
                .allMatch(text -> text.contains(HostileTexts.MARK));
        try {
            for (var i = 0; i < texts.size(); i++) {
                var body = messageBody(
                        sid("SM", i),
                        "Body",
                        texts.get(i),
                        "ProfileName",
                        texts.get(i).substring(0, 8));
                assertThat(post(body)).as("text %d", i).isEqualTo(200);
                assertThat(((Inbound.Text) messages.get(sid("SM", i)).inbound())
                                .text()
                                .value())
                        .isEqualTo(texts.get(i));
            }
        } finally {
            root.detachAppender(logged);
        }
        assertThat(events.published()).hasSize(HostileTexts.COUNT);
        assertThat(events.published())
                .allSatisfy(event -> assertThat(new String(EventJson.write(event), StandardCharsets.UTF_8))
                        .doesNotContain(HostileTexts.MARK));
        assertThat(logged.list).allSatisfy(event -> {
            var proxy = event.getThrowableProxy();
            assertThat(event.getFormattedMessage() + (proxy == null ? "" : ThrowableProxyUtil.asString(proxy)))
                    .doesNotContain(HostileTexts.MARK);
        });
    }

    @Test
    void memory_stays_flat_whatever_comes_again_and_again() throws IOException {
        for (var round = 0; round < 3; round++) {
            allThatIsBad();
        }
        var before = Footprint.heapBytes();
        for (var round = 0; round < ROUNDS; round++) {
            allThatIsBad();
        }

        assertThat(Footprint.heapBytes() - before).isLessThan(KEPT_BYTES_MAX);
    }

    /** Texts, addresses, paths and bodies as of the other tests; then the fakes forget. */
    private void allThatIsBad() throws IOException {
        var number = 0;
        for (var text : HostileTexts.all()) {
            assertThat(post(messageBody(sid("SM", number++), "Body", text))).isEqualTo(200);
        }
        for (var url : SsrfUrls.all()) {
            assertThat(post(messageBody(sid("MM", number++), "NumMedia", "1", "MediaUrl0", url)))
                    .isEqualTo(200);
        }
        assertThat(post(messageBody(sid("SM", number), "Body", "\u0440".repeat(65_536))))
                .isEqualTo(413);
        var endless = new GatewayRequest("POST", "/a".repeat(1_000_000), "", Map.of(), new byte[0]);
        assertThat(status(handler.answerTo(endless))).isIn(403, 404, 414);
        assertThat(Form.of("{\"a\":".repeat(20_000))).isEmpty();
        messages.forget();
        events.published().clear();
        resolved.clear();
    }

    @Test
    void a_text_that_is_larger_than_any_of_whatsapp_is_refused_before_it_is_read() throws IOException {
        assertThat(post(messageBody(sid("SM", 1), "Body", "\u0440".repeat(65_536))))
                .isEqualTo(413);
        assertThat(messages.size()).isZero();
    }

    @Test
    void unknown_fields_change_nothing_and_of_repeated_ones_the_first_counts() throws IOException {
        var unknown = new StringBuilder();
        for (var i = 0; i < 2_000; i++) {
            unknown.append("&New").append(i).append("=%F0%9F%93%B7");
        }
        assertThat(post(messageBody(sid("SM", 1), "Body", "first", "Body", "second") + unknown))
                .isEqualTo(200);
        assertThat(messages.get(sid("SM", 1)).inbound())
                .isInstanceOfSatisfying(
                        Inbound.Text.class, text -> assertThat(text.text()).isEqualTo(new Words("first")));

        var twoIds = messageBody(sid("SM", 2), "Body", "x", "MessageSid", sid("SM", 3), "AccountSid", sid("AC", 99));
        assertThat(post(twoIds)).isEqualTo(200);
        assertThat(messages.get(sid("SM", 3))).isNull();
        assertThat(messages.get(sid("SM", 2)).inbound().accountSid()).isEqualTo(Samples.ACCOUNT);
    }

    @Test
    void a_foreign_account_in_front_of_ours_needs_its_own_signature() throws IOException {
        var body = "AccountSid=" + sid("AC", 99) + "&" + messageBody(sid("SM", 1), "Body", "x");
        assertThat(post(body)).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Body\":\"\\ud800\"}",
                "{\"\\udc00\":\"x\"}",
                "{\"Body\":{\"deep\":\"\\ud800\"}}",
                "{\"a\":1} trailing",
                "{\"a\":1,}",
                "{'a':1}"
            })
    void json_that_is_no_text_in_all_its_parts_is_refused(String json) {
        assertThat(Form.of(json)).isEmpty();
    }

    @Test
    void json_that_goes_down_without_end_is_refused() {
        assertThat(Form.of("{\"a\":".repeat(20_000))).isEmpty();
        assertThat(Form.of("{\"a\":" + "[".repeat(20_000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{", "{\"httpMethod\":", "null", "7", "\u0000"})
    void an_event_that_no_gateway_sent_is_answered(String event) throws IOException {
        var answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, null);
        assertThat(status(answer.toByteArray())).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 10_000, 1_000_000})
    void a_path_of_any_length_is_answered(int segments) throws IOException {
        for (var path : List.of("/a".repeat(segments), "/a".repeat(segments) + PATH, PATH + "/a".repeat(segments))) {
            var request = new GatewayRequest("POST", path, "", Map.of(), new byte[0]);
            assertThat(status(handler.answerTo(request))).isIn(403, 404, 414);
        }
    }

    @Property(tries = 300)
    void whatever_comes_is_answered_and_nothing_of_it_is_kept(
            @ForAll @Size(max = 200) byte[] body, @ForAll String path, @ForAll String header, @ForAll String query)
            throws IOException {
        var headers = Map.of("x-twilio-signature", header, "content-type", header);
        assertThat(status(handler.answerTo(new GatewayRequest("POST", path, query, headers, body))))
                .isEqualTo(404);
        assertThat(status(handler.answerTo(new GatewayRequest("POST", PATH, query, headers, body))))
                .isIn(400, 403);
        assertThat(messages.size()).isZero();
    }

    @Property(tries = 300)
    void a_signed_webhook_in_which_one_byte_is_changed_is_refused(
            @ForAll @IntRange(max = 10_000) int where, @ForAll @IntRange(min = 1, max = 255) int change)
            throws IOException {
        var signed = Samples.signed(PATH, Samples.PHOTO_BODY);
        var body = signed.body().clone();
        body[where % body.length] ^= (byte) change;
        var before = Form.of(Samples.PHOTO_BODY).orElseThrow().fields();
        var after = Form.utf8(body) == null
                ? null
                : Form.of(Form.utf8(body)).map(Form::fields).orElse(null);
        var isTheSame = after != null && asSigned(before).equals(asSigned(after));

        assertThat(status(handler.answerTo(new GatewayRequest("POST", PATH, "", signed.headers(), body))))
                .as("byte %d", where % body.length)
                .isIn(isTheSame ? List.of(200) : List.of(400, 403));
    }

    /** Twilio's signature runs names and values together: "a=bc" and "ab=c" are signed alike. */
    private static String asSigned(List<Form.Field> fields) {
        return TwilioSignature.of("", new Form(fields), "any");
    }

    private WebhookHandler handler(MediaFiles media) {
        var keepPhotos = new KeepPhotos(media, photos, messages, clock, Duration.ofSeconds(60));
        var publishMessage = new PublishMessage(events, messages);
        return new WebhookHandler(new ReceiveWebhook(
                Samples.BASE_URL,
                tokens,
                new KeepMessage(messages, clock),
                new KeepStatus(publishMessage, new KeepMessage(messages, clock)),
                new FinishMessage(keepPhotos, publishMessage),
                Duration.ofSeconds(60)));
    }

    private int post(String body) throws IOException {
        return status(handler.answerTo(Samples.signed(PATH, body)));
    }

    private static int status(byte[] answer) throws IOException {
        return new ObjectMapper().readTree(answer).get("statusCode").asInt();
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(30));
    }
}
