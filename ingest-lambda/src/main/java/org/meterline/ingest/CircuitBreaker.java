package org.meterline.ingest;

import java.time.InstantSource;
import org.meterline.contracts.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker before a broker, for those whom somebody waits for: while it remembers a {@link BrokerOutage}, it says so at once
 * instead of finding out again. A broker that does not take an event has answered; that is about the event. An attempt that was
 * interrupted or broke down says nothing about the broker. It remembers for its process alone, and says when an outage begins and
 * when it is over, not what every webhook finds of it.
 */
final class CircuitBreaker implements Events {

    private static final Logger log = LoggerFactory.getLogger(CircuitBreaker.class);

    private final Events events;
    private final BrokerOutage outage;

    CircuitBreaker(Events events, InstantSource clock) {
        this.events = events;
        this.outage = new BrokerOutage(clock);
    }

    @Override
    public Outcome publish(Event event) {
        if (!outage.letsThrough()) {
            return new Outcome.NotPublished("the broker has just not answered, and is not asked again yet");
        }
        var outcome = events.publish(event);
        switch (outcome) {
            case Outcome.Published() -> over();
            case Outcome.NotTaken notTaken -> over();
            case Outcome.NotPublished(var why) -> {
                if (!Thread.currentThread().isInterrupted() && outage.goesOn()) {
                    log.error("the broker does not answer, and is asked again every {}: {}", BrokerOutage.PAUSE, why);
                }
            }
        }
        return outcome;
    }

    private void over() {
        outage.isOver()
                .ifPresent(count ->
                        log.warn("the broker answers again; {} events are left for the sweeper to tell", count));
    }
}
