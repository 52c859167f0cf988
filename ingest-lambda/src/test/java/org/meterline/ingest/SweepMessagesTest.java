package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageTable.IngestState;

/** How the sweeper goes on with what is left, over fakes. */
class SweepMessagesTest extends WebhookRoad {

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
}
