package org.meterline.ocr;

import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Event;

/** The way to tell the other services something. */
interface Events {

    /** Returns when the broker has taken responsibility for the event; throws {@link NotTold} when it has not, in bounded time. */
    void publish(Event event);

    /** An event is not with the broker, and has to be told again. */
    final class NotTold extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final boolean answered;

        private NotTold(String message, @Nullable Throwable cause, boolean answered) {
            super(message, cause);
            this.answered = answered;
        }

        /** The broker is there and does not take this one: no queue wants it, or its queue is full. */
        static NotTold refused(Event event, String why) {
            return new NotTold("event " + event.eventId() + " is not taken: " + why, null, true);
        }

        /** The broker does not answer, or not in time. */
        static NotTold unanswered(Event event, @Nullable Throwable cause) {
            return new NotTold("event " + event.eventId() + " was not confirmed", cause, false);
        }

        /** Whether it was the broker that said so. */
        boolean isAnswered() {
            return answered;
        }
    }
}
