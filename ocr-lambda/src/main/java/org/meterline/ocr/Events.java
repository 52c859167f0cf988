package org.meterline.ocr;

import org.meterline.contracts.Event;

/** The way to tell the other services something. */
interface Events {

    /** Returns when the broker has taken responsibility for the event; throws when it has not, in bounded time. */
    void publish(Event event);
}
