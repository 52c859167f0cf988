package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.MessageTable.IngestState;
import org.slf4j.LoggerFactory;

/** The road of a webhook while something that it stands on is away, over fakes. */
class OutageRoadTest extends WebhookRoad {

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
    void an_outage_is_two_lines_however_many_webhooks_come_meanwhile() throws IOException {
        var logged = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        logged.start();
        root.addAppender(logged);
        try {
            events.goDown(true);
            for (var i = 10; i < 60; i++) {
                assertThat(post(PATH, messageBody(sid("SM", i), "Body", "1"))).isEqualTo(200);
                assertThat(post(STATUS_PATH, STATUS_BODY.replace(sid("SM", 9), sid("SM", 100 + i))))
                        .isEqualTo(200);
            }
            events.goDown(false);
            clock.advance(BrokerOutage.PAUSE);
            assertThat(post(PATH, TEXT_BODY)).isEqualTo(200);
        } finally {
            root.detachAppender(logged);
        }

        assertThat(logged.list)
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "the broker does not answer, and is asked again every PT5S: the broker is down",
                        "the broker answers again; 100 events are left for the sweeper to tell");
    }
}
