package org.meterline.platform;

import java.util.Collection;
import java.util.Set;

/** What each consumer has heard already, so that an event told twice counts once. */
public interface Inbox {

    /**
     * Whether this is the first time that the consumer hears the event. Inside the current tenant transaction: if that rolls
     * back, the event was not heard. A concurrent second hearing waits for the first one's end.
     */
    boolean firstTime(String consumer, String eventId);

    /** Which of these events the consumer hears for the first time; the same as asking one by one. */
    Set<String> firstTime(String consumer, Collection<String> eventIds);
}
