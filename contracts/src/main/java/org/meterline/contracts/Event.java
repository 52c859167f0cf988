package org.meterline.contracts;

import java.time.Instant;

/** Something that happened, told by one process to the others. The JSON body is the record's own components. */
public sealed interface Event permits MessageReceived, PhotoEvent, DeliveryReported {

    /** The message that this is about: Twilio's {@code MessageSid}. */
    String messageId();

    /** When Meterline first heard of the message; photos are filed and billed by it. */
    Instant receivedAt();

    /** Which of the five this is. */
    EventType type();

    /** The event's own id: the same fact told twice has the same id, and consumers count it once. */
    String eventId();
}
