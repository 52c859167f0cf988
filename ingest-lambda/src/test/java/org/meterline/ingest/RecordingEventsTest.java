package org.meterline.ingest;

import java.util.List;
import org.meterline.contracts.Event;

class RecordingEventsTest implements EventsContract {

    private final RecordingEvents events = new RecordingEvents();

    @Override
    public Events events() {
        return events;
    }

    @Override
    public void nobodyListens() {
        events.refuse(Event.class);
    }

    @Override
    public List<String> arrived() {
        return events.published().stream().map(Event::eventId).toList();
    }
}
