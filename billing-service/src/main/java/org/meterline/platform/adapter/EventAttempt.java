package org.meterline.platform.adapter;

import com.rabbitmq.client.Delivery;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.meterline.contracts.CloudEventHeaders;
import org.meterline.contracts.Event;
import org.meterline.contracts.Metric;
import org.meterline.contracts.Topology;
import org.meterline.platform.BatchListener;
import org.meterline.platform.DependencyDown;
import org.meterline.platform.QueueListener;
import org.meterline.tracing.NewStep;
import org.meterline.tracing.Step;
import org.meterline.tracing.Tag;
import org.meterline.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to get an event done. It is done when the listener returned, or when the broker has it safe in a wait queue or
 * among the dead letters. While something that we need is out of reach it waits, and spends nothing.
 */
@Singleton
final class EventAttempt {

    private static final Logger log = LoggerFactory.getLogger(EventAttempt.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(5);

    private final EventJson json;
    private final RabbitPublisher publisher;
    private final List<Duration> ladder;
    private final MeterRegistry metrics;

    /** What the queue is told. */
    enum Outcome {
        DONE,
        NOT_DONE
    }

    EventAttempt(EventJson json, RabbitPublisher publisher, BrokerSettings settings, MeterRegistry metrics) {
        this.json = json;
        this.publisher = publisher;
        ladder = settings.ladderOrDefault();
        this.metrics = metrics;
    }

    /** @param stopping says when to give up waiting */
    Outcome make(QueueListener listener, Delivery delivery, BooleanSupplier stopping) {
        return step(listener, delivery).call(step -> make(listener, delivery, stopping, step));
    }

    private static NewStep step(QueueListener listener, Delivery delivery) {
        return Tracing.step("process " + listener.queue().name())
                .kind(SpanKind.CONSUMER)
                .about(DeliveryHeaders.text(delivery, CloudEventHeaders.SUBJECT))
                .from(DeliveryHeaders.text(delivery, CloudEventHeaders.TRACEPARENT))
                .tag(Tag.MESSAGING_SYSTEM, "rabbitmq")
                .tag(Tag.MESSAGING_OPERATION, "process")
                .tag(Tag.MESSAGING_DESTINATION, listener.queue().name())
                .tag(Tag.MESSAGING_ID, DeliveryHeaders.text(delivery, CloudEventHeaders.ID))
                .tag(Tag.ATTEMPT, DeliveryHeaders.attempt(delivery));
    }

    private Outcome make(QueueListener listener, Delivery delivery, BooleanSupplier stopping, Step step) {
        var event = json.parse(listener.queue(), delivery);
        if (event.isEmpty()) {
            step.failed("not an event");
            return handOver(listener, delivery, "not an event that this queue hears", stopping);
        }
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                listener.receive(event.get());
                count(listener, "done");
                return Outcome.DONE;
            } catch (RuntimeException | Error failure) { // the edge: whatever it is, the queue must go on
                if (!DependencyDown.isBehind(failure)) {
                    step.failed(failure);
                    return failed(listener, delivery, failure, stopping);
                }
                log.warn(
                        "{} waits for something out of reach: {}",
                        listener.queue().name(),
                        describe(failure));
            }
            if (stopping.getAsBoolean() || !sleep(pause)) {
                return Outcome.NOT_DONE;
            }
            pause = longerThan(pause);
        }
    }

    private static Duration longerThan(Duration pause) {
        return pause.multipliedBy(2).compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : pause.multipliedBy(2);
    }

    /**
     * Tries to get many done at once: either all are, or none is settled, and each is to be tried alone.
     *
     * @return whether they are done
     */
    boolean makeAll(BatchListener listener, List<Delivery> deliveries) {
        var events = new ArrayList<Event>();
        for (var delivery : deliveries) {
            json.parse(listener.queue(), delivery).ifPresent(events::add);
        }
        if (events.size() < deliveries.size()) {
            return false;
        }
        try {
            var steps = deliveries.stream()
                    .map(delivery -> step(listener, delivery))
                    .toList();
            Tracing.together(steps, () -> listener.receiveAll(events));
            count(listener, "done", events.size());
            return true;
        } catch (RuntimeException | Error failure) { // the edge: each alone meets it again, or does not
            log.info(
                    "{} events of {} failed together: {}",
                    events.size(),
                    listener.queue().name(),
                    describe(failure));
            return false;
        }
    }

    private Outcome failed(QueueListener listener, Delivery delivery, Throwable failure, BooleanSupplier stopping) {
        var attempt = DeliveryHeaders.attempt(delivery);
        var id = DeliveryHeaders.text(delivery, CloudEventHeaders.ID);
        if (attempt > ladder.size()) {
            log.error("event {} failed {} times and is a dead letter", id, attempt, failure);
            return handOver(listener, delivery, describe(failure), stopping);
        }
        var wait = ladder.get(attempt - 1);
        log.warn("event {} failed at attempt {} and waits {} s", id, attempt, wait.toSeconds(), failure);
        count(listener, "retried");
        var headers = noting(describe(failure), delivery);
        headers.put(Topology.ATTEMPT_HEADER, attempt + 1);
        return moveTo(listener.queue().waitQueue(wait), delivery, headers, stopping);
    }

    private Outcome handOver(QueueListener listener, Delivery delivery, String why, BooleanSupplier stopping) {
        count(listener, "dead");
        return moveTo(listener.queue().deadLetters(), delivery, noting(why, delivery), stopping);
    }

    private static Map<String, Object> noting(String why, Delivery delivery) {
        var headers = DeliveryHeaders.copyOf(delivery);
        headers.putIfAbsent(Topology.FIRST_FAILURE_HEADER, why);
        headers.put(Topology.FAILURE_HEADER, why);
        return headers;
    }

    /** Keeps the event in hand until the other queue has it: handed back, it would come at once, and be dropped for it in the end. */
    private Outcome moveTo(String queue, Delivery delivery, Map<String, Object> headers, BooleanSupplier stopping) {
        var properties = RabbitPublisher.persistent(delivery.getProperties().getMessageId(), headers);
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                publisher.await(publisher.publish("", queue, properties, delivery.getBody()));
                return Outcome.DONE;
            } catch (DependencyDown broker) {
                log.warn("{} did not take an event, which waits", queue, broker);
            }
            if (stopping.getAsBoolean() || !sleep(pause)) {
                return Outcome.NOT_DONE;
            }
            pause = longerThan(pause);
        }
    }

    /** The kind of failure and the place in our code; never its message, which may quote a customer. */
    private static String describe(Throwable failure) {
        for (var frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("org.meterline.")) {
                return failure.getClass().getName() + " at " + frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return failure.getClass().getName();
    }

    private void count(QueueListener listener, String what) {
        count(listener, what, 1);
    }

    private void count(QueueListener listener, String what, int events) {
        metrics.counter(Metric.EVENTS.id(), "queue", listener.queue().name(), "outcome", what)
                .increment(events);
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
