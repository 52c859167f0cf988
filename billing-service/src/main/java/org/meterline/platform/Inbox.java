package org.meterline.platform;

/** What each consumer has heard already, so that an event told twice counts once. */
public interface Inbox {

    /**
     * Whether this is the first time that the consumer hears the event. Inside the current tenant transaction: if that rolls
     * back, the event was not heard. A concurrent second hearing waits for the first one's end.
     */
    boolean firstTime(String consumer, String eventId);
}
