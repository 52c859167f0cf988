package org.meterline.platform;

import java.util.List;
import org.meterline.contracts.Event;

/**
 * A listener that rather takes many events at once, because a statement for a hundred rows costs little more than one for one
 * row. It is called by few threads at a time, with events that arrived within milliseconds of one another.
 */
public interface BatchListener extends QueueListener {

    /**
     * Takes events in the order in which they came. Returning acknowledges all of them; throwing makes each of them be
     * received alone, so that only the one to blame goes down the retry ladder. What was done before it threw is done again.
     */
    void receiveAll(List<Event> events);

    @Override
    default void receive(Event event) {
        receiveAll(List.of(event));
    }
}
