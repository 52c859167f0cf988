package org.meterline.ingest;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meterline.contracts.Event;

/** A broker in memory that can be told to refuse. */
final class RecordingEvents implements Events {

    private final List<Event> published = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    void goDown(boolean down) {
        this.down = down;
    }

    List<Event> published() {
        return published;
    }

    @Override
    public Outcome publish(Event event) {
        if (down) {
            return new Outcome.NotPublished("the broker is down");
        }
        published.add(event);
        return new Outcome.Published();
    }
}
