package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.engines.hostile.HostileTexts;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.RabbitMqExtension;

/** The whole road over the real parts, wired as it is in production. */
@Timeout(120)
class IngestRoadIT {

    @RegisterExtension
    static final AwsExtension aws = new AwsExtension();

    @RegisterExtension
    static final RabbitMqExtension rabbit = new RabbitMqExtension();

    private static final String PATH = "/webhooks/twilio/whatsapp";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-21T08:15:30.123Z"));
    private RealParts parts;
    private WebhookHandler handler;
    private SweepMessages sweepMessages;

    @BeforeEach
    void start() throws Exception {
        parts = new RealParts(aws, rabbit);
        var wiring = wiring(Duration.ofSeconds(30));
        handler = new WebhookHandler(wiring.receiveWebhook());
        sweepMessages = wiring.sweepMessages();
    }

    @AfterEach
    void stop() throws Exception {
        parts.close();
    }

    @Test
    void a_photo_ends_in_the_bucket_the_table_and_the_queue() throws Exception {
        assertThat(post(parts.photoBody(2, 1))).isEqualTo(200);

        var key = "meters/2026/11/" + sid("MM", 2) + ".jpg";
        var photo = AwsClients.s3(parts.environment())
                .getObjectAsBytes(get -> get.bucket(parts.bucket()).key(key));
        assertThat(photo.asByteArray()).isEqualTo(Samples.JPEG);
        assertThat(photo.response().contentType()).isEqualTo("image/jpeg");
        assertThat(photo.response().metadata()).containsEntry("sha256", InMemoryPhotos.sha256(Samples.JPEG));

        var item = parts.item(sid("MM", 2));
        assertThat(item.get("ingestState").s()).isEqualTo("PUBLISHED");
        assertThat(item.get("receivedAt").s()).isEqualTo("2026-11-21T08:15:30.123Z");
        assertThat(item.get("parts").m().get(sid("MM", 2)).m().get("s3Key").s()).isEqualTo(key);

        var event = parts.arrived().getFirst();
        assertThat(event.get("parts").get(0).get("imageS3Key").asText()).isEqualTo(key);
        assertThat(event.get("receivedAt").asText()).isEqualTo("2026-11-21T08:15:30.123Z");
    }

    @Test
    void a_thousand_times_the_same_message_64_at_once_has_one_effect() throws Exception {
        var request = Samples.signed(PATH, parts.photoBody(3, 1));
        var posts = IntStream.range(0, 1_000)
                .<Callable<Integer>>mapToObj(i -> () -> post(request))
                .toList();
        try (var senders = Executors.newFixedThreadPool(64)) {
            assertThat(senders.invokeAll(posts))
                    .allSatisfy(one -> assertThat(one.get()).isEqualTo(200));
        }

        assertThat(parts.arrived()).as("events").hasSize(1);
        assertThat(parts.downloads()).as("downloads").isOne();
        assertThat(parts.objects()).as("objects").hasSize(1);
        assertThat(parts.items()).as("items").isOne();
    }

    @Test
    void what_happens_while_the_broker_is_away_is_told_by_the_sweeper() throws Exception {
        handler = new WebhookHandler(wiring(Duration.ofSeconds(1)).receiveWebhook());
        parts.wire().goSilent(true);
        assertThat(post(messageBody(sid("SM", 4), "Body", "1234"))).isEqualTo(200);
        var tried = parts.wire().connections();
        assertThat(post(parts.photoBody(5, 1))).isEqualTo(200);
        assertThat(parts.wire().connections()).as("nobody knocks again").isEqualTo(tried);
        assertThat(parts.item(sid("SM", 4)).get("ingestState").s()).isEqualTo("STORED");
        assertThat(parts.item(sid("MM", 5)).get("ingestState").s()).isEqualTo("STORED");

        parts.wire().goSilent(false);
        clock.advance(Duration.ofSeconds(61));
        assertThat(sweep()).isEqualTo(new SweepMessages.Swept(2, 2));
        assertThat(parts.item(sid("SM", 4)).get("ingestState").s()).isEqualTo("PUBLISHED");
        assertThat(parts.arrived()).hasSize(2);
        assertThat(sweep()).isEqualTo(new SweepMessages.Swept(0, 0));
    }

    @Test
    void two_hundred_hostile_texts_are_kept_letter_by_letter_and_the_queue_holds_none_of_them() throws Exception {
        var texts = HostileTexts.all();
        var posts = IntStream.range(0, texts.size())
                .<Callable<Integer>>mapToObj(i -> () -> post(messageBody(sid("SM", i), "Body", texts.get(i))))
                .toList();
        try (var senders = Executors.newFixedThreadPool(8)) {
            assertThat(senders.invokeAll(posts))
                    .allSatisfy(one -> assertThat(one.get()).isEqualTo(200));
        }

        for (var i = 0; i < texts.size(); i++) {
            assertThat(parts.item(sid("SM", i)).get("text").s())
                    .as("text %d", i)
                    .isEqualTo(texts.get(i));
        }
        assertThat(parts.arrived())
                .hasSize(HostileTexts.COUNT)
                .allSatisfy(event -> assertThat(event.toString()).doesNotContain(HostileTexts.MARK));
    }

    private SweepMessages.Swept sweep() {
        return sweepMessages.sweep(Deadline.in(RealParts.PATIENCE));
    }

    private Wiring wiring(Duration publish) {
        var patience = RealParts.PATIENCE;
        return new Wiring(parts.environment(), clock, new Limits(patience, patience, publish, patience, patience));
    }

    private int post(String body) throws IOException {
        return post(Samples.signed(PATH, body));
    }

    private int post(GatewayRequest request) throws IOException {
        return new ObjectMapper()
                .readTree(handler.answerTo(request))
                .get("statusCode")
                .asInt();
    }
}
