package org.meterline.platform;

import org.meterline.contracts.Event;
import org.meterline.contracts.Topology;

/**
 * What one queue's events are handed to, a singleton bean per queue. Returning acknowledges the event; throwing sends it down
 * the retry ladder and then to the dead letters. It is called on virtual threads, several at a time, in no order.
 */
public interface QueueListener {

    /** The queue it listens to. */
    Topology.ConsumerQueue queue();

    /** Takes one event. The same event may come again. */
    void receive(Event event);
}
