package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.Event;
import org.meterline.contracts.EventType;
import org.meterline.contracts.Topology;
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
        assertThat(broker.take(queue.deadLetters())).isEmpty();
    }

    @Test
    void what_fails_at_every_step_becomes_a_dead_letter_that_says_why_without_personal_data() {
        listen(event -> {
            throw new IllegalStateException("+27831234567 wrote nonsense");
        });
        var event = Broker.anEvent();

        broker.put(queue.name(), event);

        var dead = ServiceUnderTest.await("the dead letter", () -> broker.take(queue.deadLetters()));
        assertThat(heard).hasSize(LADDER.size() + 1);
        var headers = dead.getProps().getHeaders();
        assertThat(headers.get(CloudEventHeaders.ID)).hasToString(event.eventId());
        assertThat(headers.get(Topology.ATTEMPT_HEADER)).isEqualTo(LADDER.size() + 1);
        assertThat(headers.get(Topology.FAILURE_HEADER).toString())
                .startsWith("java.lang.IllegalStateException at RetryLadderIT.java:")
                .doesNotContain("2783");
    }

    @Test
    void what_does_not_parse_is_a_dead_letter_at_once() {
        listen(event -> {});
        var headers = CloudEventHeaders.of(Broker.anEvent(), "/test", Instant.EPOCH);

        broker.put(queue.name(), headers, "{}".getBytes(StandardCharsets.UTF_8));
        broker.put(queue.name(), Map.of(), "hello".getBytes(StandardCharsets.UTF_8));

        for (var i = 0; i < 2; i++) {
            var dead = ServiceUnderTest.await("the dead letter", () -> broker.take(queue.deadLetters()));
            assertThat(dead.getProps().getHeaders().get(Topology.FAILURE_HEADER))
                    .hasToString("not an event that this queue hears");
        }
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
        assertThat(broker.take(queue.deadLetters())).isEmpty();
        assertThat(broker.take(queue.name())).isEmpty();
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
        link = reached.listen(new QueueListener() {
            @Override
            public Topology.ConsumerQueue queue() {
                return queue;
            }

            @Override
            public void receive(Event event) {
                if (event.eventId().startsWith("SM")) {
                    heard.add(event);
                    work.accept(event);
                }
            }
        });
    }
}
