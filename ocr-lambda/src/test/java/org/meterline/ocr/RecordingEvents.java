package org.meterline.ocr;

import java.util.ArrayList;
import java.util.List;
import org.meterline.contracts.Event;

/** A broker in memory, under the same contract as the real one: {@link EventsContract}. */
final class RecordingEvents implements Events {

    private final List<Event> told = new ArrayList<>();
    private boolean away;
    private String refusal = "";
    private int asked;

    /** From here on the broker is out of reach, or is not. */
    void goAway(boolean away) {
        this.away = away;
    }

    /** From here on it takes nothing, and says why; empty to take events again. */
    void refuse(String why) {
        refusal = why;
    }

    /** How often it was asked to take an event. */
    int asked() {
        return asked;
    }

    List<Event> told() {
        return told;
    }

    @Override
    public void publish(Event event) {
        asked++;
        if (away) {
            throw NotTold.unanswered(event, null);
        }
        if (!refusal.isEmpty()) {
            throw NotTold.refused(event, refusal);
        }
        told.add(event);
    }
}
