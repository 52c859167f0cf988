package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.contracts.PartKind;

/** The road of files that come late, come as something else, or never, over fakes. */
class FilesRoadTest extends WebhookRoad {

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
}
