package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterline.contracts.Channel;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.contracts.PartKind;
import org.slf4j.LoggerFactory;

/** The whole road of a message, over fakes. */
class WebhookRoadTest extends WebhookRoad {

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
    void a_rehearsal_goes_the_whole_way_without_the_world() throws Exception {
        assertThat(Rehearsal.run()).isEqualTo(3 * Rehearsal.ROUNDS);
    }
}
