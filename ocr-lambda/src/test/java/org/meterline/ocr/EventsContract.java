package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.Event;
import org.meterline.contracts.UnreadableReason;

/** What every kind of {@link Events} does, the fake and the real one. */
interface EventsContract {

    Events events();

    /** From here on a queue wants events or none does. */
    void listen(boolean somebody);

    /** From here on the only queue is full, or has room. */
    void fill(boolean full);

    /** From here on the broker is out of reach, or is not. */
    void goAway(boolean away);

    /** The ids of the events that have arrived, in order. */
    List<String> arrived();

    @Test
    default void what_is_published_has_arrived() {
        var first = newEvent();
        var second = newEvent();

        events().publish(first);
        events().publish(second);

        assertThat(arrived()).containsExactly(first.eventId(), second.eventId());
    }

    @Test
    default void what_is_published_again_arrives_again() {
        var event = newEvent();

        events().publish(event);
        events().publish(event);

        assertThat(arrived()).containsExactly(event.eventId(), event.eventId());
    }

    @Test
    default void what_no_queue_wants_is_not_told_and_the_broker_says_so() {
        listen(false);
        assertRefused(newEvent());

        listen(true);
        var event = newEvent();
        events().publish(event);
        assertThat(arrived()).containsExactly(event.eventId());
    }

    @Test
    default void what_a_full_queue_refuses_is_not_told_and_the_broker_says_so() {
        fill(true);
        assertRefused(newEvent());

        fill(false);
        var event = newEvent();
        events().publish(event);
        assertThat(arrived()).contains(event.eventId());
    }

    @Test
    default void while_the_broker_is_away_nothing_is_told_and_then_it_is() {
        var event = newEvent();
        goAway(true);
        assertThatThrownBy(() -> events().publish(event))
                .asInstanceOf(type(Events.NotTold.class))
                .returns(false, Events.NotTold::isAnswered);

        goAway(false);
        events().publish(event);
        assertThat(arrived()).containsExactly(event.eventId());
    }

    private void assertRefused(Event event) {
        assertThatThrownBy(() -> events().publish(event))
                .asInstanceOf(type(Events.NotTold.class))
                .returns(true, Events.NotTold::isAnswered);
    }

    static Event newEvent() {
        return MessagesContract.result(MessagesContract.freshPhoto(), UnreadableReason.BLUR)
                .event();
    }
}
