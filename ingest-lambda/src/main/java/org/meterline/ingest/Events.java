package org.meterline.ingest;

import org.meterline.contracts.Event;

/** What this lambda tells the other services. */
interface Events {

    /** What came of telling. */
    sealed interface Outcome {
        /** The broker has it, in at least one queue. */
        record Published() implements Outcome {}

        /** The broker is there, but no queue takes this event: none wants it, or the one that does is full. Told again later. */
        record NotTaken(String why) implements Outcome {}

        /** The broker does not answer, and may or may not have it; it must be told again. */
        record NotPublished(String why) implements Outcome {}
    }

    Outcome publish(Event event);
}
