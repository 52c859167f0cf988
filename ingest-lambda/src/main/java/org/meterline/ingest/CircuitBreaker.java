package org.meterline.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker before a broker, for those whom somebody waits for: it remembers that the broker did not answer, and for five
 * seconds says so at once instead of finding out again, at the cost of a time limit each. Then it is half-open: one event is let
 * through, and whether that one is answered decides for the others. A broker that does not take an event has answered; that is
 * about the event. An attempt that was interrupted or broke down says nothing about the broker. It remembers for its process alone.
 */
final class CircuitBreaker implements Events {

    /** How long a broker that did not answer is left alone. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(CircuitBreaker.class);

    private final Events events;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Instant> openUntil = new AtomicReference<>(); // null while it is closed

    CircuitBreaker(Events events, InstantSource clock) {
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Outcome publish(Event event) {
        if (!letsThrough()) {
            return new Outcome.NotPublished("the broker has just not answered, and is not asked again yet");
        }
        var outcome = events.publish(event);
        switch (outcome) {
            case Outcome.Published() -> close();
            case Outcome.NotTaken notTaken -> close();
            case Outcome.NotPublished(var why) -> {
                if (!Thread.currentThread().isInterrupted()) {
                    open(why);
                }
            }
        }
        return outcome;
    }

    /** Whoever tries when the pause is over begins the next one: nobody else tries meanwhile, and it ends whatever becomes of them. */
    private boolean letsThrough() {
        var until = openUntil.get();
        var now = clock.instant();
        return until == null || !until.isAfter(now) && openUntil.compareAndSet(until, now.plus(PAUSE));
    }

    private void open(String why) {
        if (openUntil.getAndSet(clock.instant().plus(PAUSE)) == null) {
            log.warn("the broker does not answer, and is asked again every {}: {}", PAUSE, why);
        }
    }

    private void close() {
        if (openUntil.getAndSet(null) != null) {
            log.info("the broker answers again");
        }
    }
}
