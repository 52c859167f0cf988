package org.meterline.platform;

import org.meterline.contracts.Event;
import org.meterline.contracts.MessageTable;

/**
 * What is to be told to other processes once the current tenant transaction has committed. What is written here arrives at
 * least once; what is rolled back never does.
 */
public interface Outbox {

    /** An event for the broker. */
    void publish(Event event);

    /** What came of one part of a message, for the message table. Only FAILED and ANSWERED give way to another. */
    void settle(String messageId, String partId, MessageTable.Outcome outcome);
}
