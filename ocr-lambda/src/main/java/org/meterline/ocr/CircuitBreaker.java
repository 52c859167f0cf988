package org.meterline.ocr;

import java.time.InstantSource;
import org.meterline.contracts.BrokerOutage;
import org.meterline.contracts.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker before the broker: while it remembers a {@link BrokerOutage}, no photo waits five seconds to find out again. It is
 * read and its result kept all the same; the queue's next delivery only has to tell it. It remembers for its process alone, and says
 * when an outage begins and when it is over.
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
    public void publish(Event event) {
        if (!outage.letsThrough()) {
            throw NotTold.unanswered(event, null);
        }
        try {
            events.publish(event);
            over();
        } catch (NotTold failure) {
            if (failure.isAnswered()) {
                over();
            } else if (!Thread.currentThread().isInterrupted() && outage.goesOn()) {
                log.error("the broker does not answer, and is asked again every {}", BrokerOutage.PAUSE, failure);
            }
            throw failure;
        }
    }

    private void over() {
        outage.isOver().ifPresent(count -> log.warn("the broker answers again; {} events come once more", count));
    }
}
