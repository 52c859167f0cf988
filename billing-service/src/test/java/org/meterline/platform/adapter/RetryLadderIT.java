package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.Event;
import org.meterline.contracts.EventType;
import org.meterline.contracts.Topology;
import org.meterline.platform.DeadLetter;
import org.meterline.platform.DeadLetterKeeper;
import org.meterline.platform.DependencyDown;
import org.meterline.platform.QueueListener;
import org.meterline.platform.ServiceUnderTest;

class RetryLadderIT {

    private static final List<Duration> LADDER = List.of(Duration.ofMillis(200), Duration.ofSeconds(1));

    @RegisterExtension
    static final ServiceUnderTest service = new ServiceUnderTest();

    private final Topology.ConsumerQueue queue =
            new Topology.ConsumerQueue("test." + UUID.randomUUID(), List.of(EventType.DELIVERY_REPORTED));
    private final Broker broker = new Broker(service, LADDER);
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final List<DeadLetter> dead = new CopyOnWriteArrayList<>();
    private DeadLetterKeeper keeper = dead::add;
    private BrokerLink link;

    @AfterEach
    void stopListening() {
        link.close();
        broker.delete(queue, LADDER);
    }

    @Test
    void returning_is_acknowledging() {
        listen(event -> {});
        var event = Broker.anEvent();

        broker.put(queue.name(), event);

        ServiceUnderTest.awaitThat("the event", () -> !heard.isEmpty());
        link.close();
        assertThat(heard).containsExactly(event);
        assertThat(broker.take(queue.name())).isEmpty();
    }

    @Test
    void what_fails_is_tried_again_later() {
        listen(event -> {
            if (heard.size() < 3) {
                throw new IllegalStateException("not yet");
            }
        });

        broker.put(queue.name(), Broker.anEvent());

        ServiceUnderTest.awaitThat("the third attempt", () -> heard.size() == 3);
        link.close();
        assertThat(broker.take(queue.name())).isEmpty();
        assertThat(dead).isEmpty();
    }

    @Test
    void what_fails_in_one_queue_is_not_seen_again_by_another_that_hears_the_same_event() {
        var other = new Topology.ConsumerQueue("test." + UUID.randomUUID(), queue.hears());
        var heardByTheOther = new CopyOnWriteArrayList<Event>();
        var event = Broker.anEvent();
        listen(any -> {
            throw new IllegalStateException("not here");
        });
        var otherLink = broker.listen(listener(other, heardByTheOther::add), dead::add);
        try {
            broker.publish(event);

            ServiceUnderTest.awaitThat("the dead letter", () -> times(event, deadEvents()) > 0);
            ServiceUnderTest.awaitThat("the other one", () -> times(event, heardByTheOther) > 0);
            assertThat(times(event, heard)).isEqualTo(LADDER.size() + 1);
            assertThat(times(event, heardByTheOther)).isOne();
            assertThat(dead).extracting(DeadLetter::queue).containsOnly(queue.name());
        } finally {
            otherLink.close();
            broker.delete(other, LADDER);
        }
    }

    @Test
    void what_is_handed_out_again_and_again_and_never_settled_is_a_dead_letter_in_the_end()
            throws IOException, TimeoutException {
        var event = Broker.anEvent();
        var handedOut = new AtomicInteger();
        broker.declare(queue, LADDER);
        broker.put(queue.name(), event);
        try (var connection = broker.connect();
                var channel = connection.createChannel()) {
            ServiceUnderTest.awaitThat("the broker to give it up", () -> isGivenUp(channel, handedOut));
        }
        assertThat(handedOut).hasValueBetween(50, 51);

        listen(any -> {});

        ServiceUnderTest.awaitThat("the dead letter", () -> !dead.isEmpty());
        assertThat(dead.getFirst().event()).isEqualTo(event);
        assertThat(dead.getFirst().lastFailure()).isEqualTo("handed out too often and never settled");
        assertThat(times(event, heard)).isZero();
    }

    /** Takes what the queue hands out and gives it back, until it lies among the dead letters. */
    private boolean isGivenUp(Channel channel, AtomicInteger handedOut) {
        try {
            for (var got = channel.basicGet(queue.name(), false);
                    got != null && handedOut.incrementAndGet() < 1_000;
                    got = channel.basicGet(queue.name(), false)) {
                channel.basicNack(got.getEnvelope().getDeliveryTag(), false, true);
            }
            return handedOut.get() >= 1_000
                    || channel.queueDeclarePassive(queue.deadLetters()).getMessageCount() == 1;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void what_fails_at_every_step_becomes_a_dead_letter_that_says_why_without_personal_data() {
        listen(event -> {
            throw new IllegalStateException("+27831234567 wrote nonsense");
        });
        var event = Broker.anEvent();

        broker.put(queue.name(), event);

        ServiceUnderTest.awaitThat("the dead letter", () -> !dead.isEmpty());
        assertThat(heard).hasSize(LADDER.size() + 1);
        var letter = dead.getFirst();
        assertThat(letter.queue()).isEqualTo(queue.name());
        assertThat(letter.eventId()).isEqualTo(event.eventId());
        assertThat(letter.event()).isEqualTo(event);
        assertThat(letter.attempts()).isEqualTo(LADDER.size() + 1);
        assertThat(letter.lastFailure())
                .startsWith("java.lang.IllegalStateException at RetryLadderIT.java:")
                .doesNotContain("2783");
    }

    @Test
    void the_first_failure_is_remembered_beside_the_last() {
        listen(event -> {
            if (heard.size() == 1) {
                throw new IllegalArgumentException("at first");
            }
            throw new IllegalStateException("at last");
        });

        broker.put(queue.name(), Broker.anEvent());

        ServiceUnderTest.awaitThat("the dead letter", () -> !dead.isEmpty());
        assertThat(dead.getFirst().firstFailure()).startsWith("java.lang.IllegalArgumentException at ");
        assertThat(dead.getFirst().lastFailure()).startsWith("java.lang.IllegalStateException at ");
    }

    @Test
    void a_dead_letter_that_cannot_be_kept_stays_until_it_can() {
        var refusals = new AtomicInteger(2);
        keeper = letter -> {
            if (refusals.getAndDecrement() > 0) {
                throw new IllegalStateException("no room");
            }
            dead.add(letter);
        };
        listen(event -> {});

        broker.put(queue.name(), Map.of(), "hello".getBytes(StandardCharsets.UTF_8));

        ServiceUnderTest.awaitThat("the dead letter", () -> !dead.isEmpty());
        link.close();
        assertThat(dead).hasSize(1);
        assertThat(broker.take(queue.deadLetters())).isEmpty();
    }

    @Test
    void what_is_taken_back_is_tried_anew_and_dies_another_death() throws IOException, TimeoutException {
        listen(event -> {
            throw new IllegalStateException("still not");
        });
        broker.put(queue.name(), Broker.anEvent());
        ServiceUnderTest.awaitThat("the dead letter", () -> !dead.isEmpty());
        var letter = dead.getFirst();

        try (var connection = broker.connect()) {
            new RabbitQueues(broker.publisherOn(connection))
                    .put(letter.queue(), letter.eventId(), letter.attributes(), letter.life() + 1, letter.body());
            ServiceUnderTest.awaitThat("its second death", () -> dead.size() == 2);
        }

        assertThat(heard).hasSize(2 * (LADDER.size() + 1));
        var again = dead.getLast();
        assertThat(again.life()).isEqualTo(1);
        assertThat(again.attempts()).isEqualTo(LADDER.size() + 1);
        assertThat(again.event()).isEqualTo(letter.event());
    }

    @Test
    void what_does_not_parse_is_a_dead_letter_at_once() {
        listen(event -> {});
        var headers = CloudEventHeaders.of(Broker.anEvent(), "/test", Instant.EPOCH);

        broker.put(queue.name(), headers, "{}".getBytes(StandardCharsets.UTF_8));
        broker.put(queue.name(), Map.of(), "hello".getBytes(StandardCharsets.UTF_8));

        ServiceUnderTest.awaitThat("both", () -> dead.size() == 2);
        assertThat(dead).extracting(DeadLetter::lastFailure).containsOnly("not an event that this queue hears");
        assertThat(dead).extracting(DeadLetter::event).containsOnlyNulls();
        assertThat(dead).extracting(DeadLetter::eventId).anyMatch(id -> id.startsWith("sha256:"));
        assertThat(heard).isEmpty();
    }

    @Test
    void waiting_for_what_is_out_of_reach_spends_no_attempt() {
        listen(event -> {
            if (heard.size() < 4) { // more often than the ladder has steps
                throw new DependencyDown("the database", new IOException("no route"));
            }
        });

        broker.put(queue.name(), Broker.anEvent());

        ServiceUnderTest.awaitThat("the end of the wait", () -> heard.size() == 4);
        link.close();
        assertThat(broker.take(queue.waitQueue(LADDER.getFirst()))).isEmpty();
        assertThat(dead).isEmpty();
        assertThat(broker.take(queue.name())).isEmpty();
    }

    @Test
    void what_waits_when_its_connection_is_lost_is_done_once_it_can_be() throws IOException {
        var isReachable = new AtomicBoolean();
        var done = new AtomicInteger();
        try (var wire = new Wire(service.rabbit().endpoint())) {
            listen(broker.through(wire), event -> {
                if (!isReachable.get()) {
                    throw new DependencyDown("the database", new IOException("no route"));
                }
                done.incrementAndGet();
            });
            broker.put(queue.name(), Broker.anEvent());
            ServiceUnderTest.awaitThat("an attempt", () -> !heard.isEmpty());
            wire.cut();
            ServiceUnderTest.awaitThat("the loss", () -> !link.isUp());
            wire.mend();
            ServiceUnderTest.awaitThat("the link", link::isUp);
            isReachable.set(true);

            ServiceUnderTest.awaitThat("the event", () -> done.get() > 0);
            link.close();
        }
        assertThat(broker.take(queue.name())).isEmpty();
        assertThat(dead).isEmpty();
    }

    @Test
    void a_lost_connection_is_made_again() throws IOException {
        try (var wire = new Wire(service.rabbit().endpoint())) {
            listen(broker.through(wire), event -> {});
            wire.cut();
            ServiceUnderTest.awaitThat("the loss", () -> !link.isUp());
            var event = Broker.anEvent();
            broker.put(queue.name(), event);
            wire.mend();

            ServiceUnderTest.awaitThat("the event", () -> heard.contains(event));
            link.close();
        }
    }

    private void listen(Consumer<Event> work) {
        listen(broker, work);
    }

    private void listen(Broker reached, Consumer<Event> work) {
        link = reached.listen(
                listener(queue, event -> {
                    heard.add(event);
                    work.accept(event);
                }),
                letter -> keeper.keep(letter));
    }

    /** Hears what tests send; others may say something meanwhile. */
    private static QueueListener listener(Topology.ConsumerQueue queue, Consumer<Event> work) {
        return new QueueListener() {
            @Override
            public Topology.ConsumerQueue queue() {
                return queue;
            }

            @Override
            public void receive(Event event) {
                if (event.eventId().startsWith("SM")) {
                    work.accept(event);
                }
            }
        };
    }

    private List<Event> deadEvents() {
        return dead.stream()
                .flatMap(letter -> Stream.ofNullable(letter.event()))
                .toList();
    }

    private static long times(Event event, List<Event> events) {
        return events.stream().filter(event::equals).count();
    }
}
