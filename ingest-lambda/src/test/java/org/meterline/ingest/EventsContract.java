package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.Event;

/** What every kind of {@link Events} does, the fake and the real one. */
interface EventsContract {

    Events events();

    /** From here on there is no queue that wants an event. */
    void nobodyListens();

    /** The ids of the events that have arrived since the last call. */
    List<String> arrived();

    @Test
    default void what_is_published_has_arrived() {
        var first = newEvent();
        var second = newEvent();

        assertThat(events().publish(first)).isEqualTo(new Events.Outcome.Published());
        assertThat(events().publish(second)).isEqualTo(new Events.Outcome.Published());

        assertThat(arrived()).containsExactly(first.eventId(), second.eventId());
    }

    @Test
    default void what_nobody_listens_to_is_not_taken() {
        nobodyListens();

        assertThat(events().publish(newEvent())).isInstanceOf(Events.Outcome.NotTaken.class);

        assertThat(arrived()).isEmpty();
    }

    static Event newEvent() {
        var sid = "SM" + UUID.randomUUID().toString().replace("-", "");
        return PublishMessage.eventOf(Samples.message(messageBody(sid, "Body", "secret words")));
    }
}
