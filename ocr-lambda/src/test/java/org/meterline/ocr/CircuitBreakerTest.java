package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.BrokerOutage;
import org.meterline.contracts.Event;

/** The breaker is {@link Events} like any other, but for what it remembers; its clock goes on when the broker comes back. */
class CircuitBreakerTest implements EventsContract {

    private Instant now = Instant.parse("2026-11-21T08:15:33Z");
    private final RecordingEvents broker = new RecordingEvents();
    private final CircuitBreaker breaker = new CircuitBreaker(broker, () -> now);

    @AfterEach
    void forgetInterruption() {
        var unused = Thread.interrupted();
    }

    @Override
    public Events events() {
        return breaker;
    }

    @Override
    public void listen(boolean somebody) {
        broker.refuse(somebody ? "" : "no queue wants it");
    }

    @Override
    public void fill(boolean full) {
        broker.refuse(full ? "its queue refused it" : "");
    }

    @Override
    public void goAway(boolean away) {
        broker.goAway(away);
        now = away ? now : now.plus(BrokerOutage.PAUSE);
    }

    @Override
    public List<String> arrived() {
        return broker.told().stream().map(Event::eventId).toList();
    }

    @Test
    void a_broker_that_is_away_is_asked_once_in_five_seconds() {
        broker.goAway(true);
        for (var photo = 0; photo < 100; photo++) {
            assertNotTold();
        }
        assertThat(broker.asked()).isOne();

        now = now.plus(BrokerOutage.PAUSE);
        assertNotTold();
        assertNotTold();
        assertThat(broker.asked()).isEqualTo(2);
    }

    @Test
    void a_broker_that_refuses_an_event_is_there_for_the_next_one() {
        fill(true);
        assertNotTold();
        assertNotTold();
        assertThat(broker.asked()).isEqualTo(2);
    }

    @Test
    void an_attempt_that_was_interrupted_says_nothing_about_the_broker() {
        broker.goAway(true);
        Thread.currentThread().interrupt();
        assertNotTold();
        assertThat(Thread.interrupted()).as("whoever waits for it knows").isTrue();

        broker.goAway(false);
        breaker.publish(EventsContract.newEvent());
        assertThat(broker.told()).hasSize(1);
    }

    private void assertNotTold() {
        assertThatThrownBy(() -> breaker.publish(EventsContract.newEvent())).isInstanceOf(Events.NotTold.class);
    }
}
