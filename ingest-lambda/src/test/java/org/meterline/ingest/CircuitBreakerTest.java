package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.meterline.ingest.EventsContract.newEvent;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meterline.contracts.Event;

@Timeout(30)
class CircuitBreakerTest implements EventsContract {

    private static final Duration MOMENT = Duration.ofMillis(1);

    private final MovableClock clock = new MovableClock(Samples.NOW);
    private final RecordingEvents broker = new RecordingEvents();
    private volatile Runnable wayToTheBroker = () -> {};
    private final CircuitBreaker breaker = new CircuitBreaker(
            event -> {
                wayToTheBroker.run();
                return broker.publish(event);
            },
            clock);

    @AfterEach
    void forgetInterruption() {
        var unused = Thread.interrupted();
    }

    @Override
    public Events events() {
        return breaker;
    }

    @Override
    public void nobodyListens() {
        broker.refuse(Event.class);
    }

    @Override
    public List<String> arrived() {
        return broker.published().stream().map(Event::eventId).toList();
    }

    @Test
    void a_broker_that_does_not_answer_is_left_alone_until_the_pause_is_over() {
        opens();
        broker.goDown(false);
        clock.advance(BrokerOutage.PAUSE.minus(MOMENT));
        assertThat(breaker.publish(newEvent())).isInstanceOf(Events.Outcome.NotPublished.class);
        assertThat(broker.asked()).isOne();

        clock.advance(MOMENT);
        assertThat(breaker.publish(newEvent())).isEqualTo(new Events.Outcome.Published());
        assertThat(breaker.publish(newEvent())).as("closed").isEqualTo(new Events.Outcome.Published());
    }

    @Test
    void an_attempt_in_vain_begins_the_next_pause_when_it_ends() {
        opens();
        clock.advance(BrokerOutage.PAUSE);
        wayToTheBroker = () -> clock.advance(Duration.ofSeconds(2));
        breaker.publish(newEvent());
        assertThat(broker.asked()).isEqualTo(2);

        clock.advance(BrokerOutage.PAUSE.minus(MOMENT));
        breaker.publish(newEvent());
        assertThat(broker.asked()).isEqualTo(2);
        clock.advance(MOMENT);
        breaker.publish(newEvent());
        assertThat(broker.asked()).isEqualTo(3);
    }

    @Test
    void when_the_pause_is_over_one_of_many_tries_and_the_others_do_not_wait_for_it() throws Exception {
        opens();
        broker.goDown(false);
        clock.advance(BrokerOutage.PAUSE);
        var answer = new CountDownLatch(1);
        wayToTheBroker = () -> await(answer);

        try (var publishers = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = IntStream.range(0, 16)
                    .mapToObj(i -> publishers.submit(() -> breaker.publish(newEvent())))
                    .toList();
            while (attempts.stream().filter(Future::isDone).count() < 15) {
                Thread.sleep(MOMENT);
            }
            assertThat(attempts.stream().filter(Future::isDone).map(Future::resultNow))
                    .hasSize(15)
                    .hasOnlyElementsOfType(Events.Outcome.NotPublished.class);
            answer.countDown();
        }

        assertThat(broker.published()).hasSize(1);
        assertThat(broker.asked()).isEqualTo(2);
    }

    @Test
    void an_event_that_is_answered_late_ends_the_pause() throws Exception {
        var answer = new CountDownLatch(1);
        var underWay = new CountDownLatch(1);
        wayToTheBroker = () -> {
            underWay.countDown();
            await(answer);
        };
        try (var publishers = Executors.newVirtualThreadPerTaskExecutor()) {
            var late = publishers.submit(() -> breaker.publish(newEvent()));
            underWay.await();
            wayToTheBroker = () -> {};
            opens();
            broker.goDown(false);
            answer.countDown();
            assertThat(late.get()).isEqualTo(new Events.Outcome.Published());
        }

        assertThat(breaker.publish(newEvent())).isEqualTo(new Events.Outcome.Published());
    }

    @Test
    void a_broker_that_does_not_take_an_event_has_answered() {
        nobodyListens();
        breaker.publish(newEvent());
        assertThat(breaker.publish(newEvent())).isInstanceOf(Events.Outcome.NotTaken.class);

        opens();
        broker.goDown(false);
        clock.advance(BrokerOutage.PAUSE);
        breaker.publish(newEvent());
        assertThat(breaker.publish(newEvent())).isInstanceOf(Events.Outcome.NotTaken.class);
    }

    @Test
    void an_attempt_that_was_interrupted_says_nothing_about_the_broker() {
        broker.goDown(true);
        Thread.currentThread().interrupt();
        breaker.publish(newEvent());
        assertThat(Thread.interrupted()).as("whoever waits for it knows").isTrue();

        broker.goDown(false);
        assertThat(breaker.publish(newEvent())).isEqualTo(new Events.Outcome.Published());
    }

    @Test
    void an_attempt_that_breaks_down_leaves_the_next_one_to_others() {
        opens();
        broker.goDown(false);
        clock.advance(BrokerOutage.PAUSE);
        wayToTheBroker = () -> {
            throw new IllegalStateException("telling is broken");
        };
        assertThatIllegalStateException().isThrownBy(() -> breaker.publish(newEvent()));

        wayToTheBroker = () -> {};
        clock.advance(BrokerOutage.PAUSE);
        assertThat(breaker.publish(newEvent())).isEqualTo(new Events.Outcome.Published());
    }

    private void opens() {
        broker.goDown(true);
        assertThat(breaker.publish(newEvent())).isEqualTo(new Events.Outcome.NotPublished("the broker is down"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).as("released").isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
