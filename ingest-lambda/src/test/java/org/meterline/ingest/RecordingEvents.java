package org.meterline.ingest;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.meterline.contracts.Event;

/** A broker in memory that can be told to refuse. */
final class RecordingEvents implements Events {

    private final List<Event> published = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean down;
    private volatile boolean broken;
    private volatile Class<? extends Event> unwanted;

    void goDown(boolean down) {
        this.down = down;
    }

    /** From here on no queue takes events of a kind. */
    void refuse(Class<? extends Event> kind) {
        unwanted = kind;
    }

    /** From here on telling fails as nobody expects it to. */
    void breakDown() {
        broken = true;
    }

    /** How often anything was told. */
    int asked() {
        return asked.get();
    }

    List<Event> published() {
        return published;
    }

    @Override
    public Outcome publish(Event event) {
        asked.incrementAndGet();
        if (broken) {
            throw new IllegalStateException("telling is broken");
        }
        if (down) {
            return new Outcome.NotPublished("the broker is down");
        }
        if (unwanted != null && unwanted.isInstance(event)) {
            return new Outcome.NotTaken("no queue wants it");
        }
        published.add(event);
        return new Outcome.Published();
    }
}
