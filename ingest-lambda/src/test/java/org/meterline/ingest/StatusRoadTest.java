package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageTable.IngestState;

/** The road of a status callback, over fakes. */
class StatusRoadTest extends WebhookRoad {

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
}
