package org.meterline.ocr;

import java.util.List;
import org.meterline.contracts.Event;

class RecordingEventsTest implements EventsContract {

    private final RecordingEvents events = new RecordingEvents();

    @Override
    public Events events() {
        return events;
    }

    @Override
    public void listen(boolean somebody) {
        events.refuse(somebody ? "" : "no queue wants it");
    }

    @Override
    public void fill(boolean full) {
        events.refuse(full ? "its queue refused it" : "");
    }

    @Override
    public void goAway(boolean away) {
        events.goAway(away);
    }

    @Override
    public List<String> arrived() {
        return events.told().stream().map(Event::eventId).toList();
    }
}
