package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.Event;
import org.meterline.contracts.EventType;
import org.meterline.contracts.Topology;
import org.meterline.platform.BatchListener;
import org.meterline.platform.DeadLetter;
import org.meterline.platform.DependencyDown;
import org.meterline.platform.ServiceUnderTest;

/** Events that come in batches: done together, and settled as if each had come alone. */
class BatchesIT {

    private static final List<Duration> LADDER = List.of(Duration.ofMillis(200));

    @RegisterExtension
    static final ServiceUnderTest service = new ServiceUnderTest();

    private final Topology.ConsumerQueue queue =
            new Topology.ConsumerQueue("test." + UUID.randomUUID(), List.of(EventType.DELIVERY_REPORTED));
    private final Broker broker = new Broker(service, LADDER);
    private final List<Event> events =
            Stream.generate(Broker::anEvent).limit(30).map(Event.class::cast).toList();
    private final List<List<Event>> batches = new CopyOnWriteArrayList<>();
    private final List<Event> done = new CopyOnWriteArrayList<>();
    private final List<DeadLetter> dead = new CopyOnWriteArrayList<>();
    private BrokerLink link;

    @AfterEach
    void stopListening() {
        link.close();
        broker.delete(queue, LADDER);
    }

    @Test
    void what_came_together_is_done_together() {
        putWhileNobodyListens();

        listen(batch -> {});

        ServiceUnderTest.awaitThat("all of them", () -> done.size() == events.size());
        link.close();
        assertThat(done).containsExactlyInAnyOrderElementsOf(events);
        assertThat(batches).hasSizeLessThan(events.size() / 2);
        assertThat(broker.take(queue.name())).isEmpty();
    }

    @Test
    void one_that_fails_is_no_burden_to_its_neighbours() {
        putWhileNobodyListens();
        var poison = events.get(7);

        listen(batch -> {
            if (batch.contains(poison)) {
                throw new IllegalStateException("not this one");
            }
        });

        ServiceUnderTest.awaitThat("the dead letter", () -> !dead.isEmpty());
        link.close();
        assertThat(done).hasSize(events.size() - 1).doesNotHaveDuplicates().doesNotContain(poison);
        assertThat(dead).singleElement().satisfies(letter -> {
            assertThat(letter.event()).isEqualTo(poison);
            assertThat(letter.attempts()).isEqualTo(LADDER.size() + 1);
        });
        assertThat(batches.stream().filter(batch -> batch.size() > 1 && batch.contains(poison)))
                .as("it spoils one batch and then goes alone")
                .hasSize(1);
        assertThat(broker.take(queue.name())).isEmpty();
        assertThat(broker.take(queue.waitQueue(LADDER.getFirst()))).isEmpty();
    }

    @Test
    void what_does_not_parse_is_a_dead_letter_and_its_neighbours_are_done() {
        broker.declare(queue, LADDER);
        broker.put(queue.name(), events.getFirst());
        broker.put(queue.name(), Map.of(), "hello".getBytes(StandardCharsets.UTF_8));
        broker.put(queue.name(), events.getLast());

        listen(batch -> {});

        ServiceUnderTest.awaitThat("both", () -> done.size() == 2);
        ServiceUnderTest.awaitThat("the dead letter", () -> dead.size() == 1);
        link.close();
        assertThat(dead.getFirst().event()).isNull();
        assertThat(broker.take(queue.name())).isEmpty();
    }

    @Test
    void waiting_for_what_is_out_of_reach_spends_no_attempt() {
        putWhileNobodyListens();
        var failures = new AtomicInteger(5); // more often than the ladder has steps

        listen(batch -> {
            if (failures.getAndDecrement() > 0) {
                throw new DependencyDown("the database", new IOException("no route"));
            }
        });

        ServiceUnderTest.awaitThat("all of them", () -> done.size() == events.size());
        link.close();
        assertThat(done).containsExactlyInAnyOrderElementsOf(events);
        assertThat(dead).isEmpty();
        assertThat(broker.take(queue.waitQueue(LADDER.getFirst()))).isEmpty();
        assertThat(broker.take(queue.name())).isEmpty();
    }

    @Test
    void a_drain_lets_the_batch_in_hand_end_and_leaves_the_rest_to_others() throws InterruptedException {
        putWhileNobodyListens();
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        listen(7, batch -> {
            begun.countDown();
            await(mayEnd);
        });
        begun.await();

        var closing = Thread.ofVirtual().start(link::close);
        ServiceUnderTest.awaitThat("the wait for the batch", () -> closing.getState() == Thread.State.TIMED_WAITING);
        mayEnd.countDown();
        closing.join();

        assertThat(done).hasSizeBetween(1, 2 * 7).doesNotHaveDuplicates(); // a batch of each lane at most
        var left = Stream.generate(() -> broker.take(queue.name()))
                .takeWhile(Optional::isPresent)
                .count();
        assertThat(left + done.size()).isEqualTo(events.size());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException hurry) {
            throw new AssertionError(hurry);
        }
    }

    private void putWhileNobodyListens() {
        broker.declare(queue, LADDER);
        events.forEach(event -> broker.put(queue.name(), event));
    }

    private void listen(Consumer<List<Event>> work) {
        listen(100, work);
    }

    private void listen(int batch, Consumer<List<Event>> work) {
        link = broker.listen(
                new BatchListener() {
                    @Override
                    public Topology.ConsumerQueue queue() {
                        return queue;
                    }

                    @Override
                    public void receiveAll(List<Event> events) {
                        batches.add(events);
                        work.accept(events);
                        done.addAll(events);
                    }
                },
                dead::add,
                batch);
    }
}
