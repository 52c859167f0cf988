package org.meterline.platform.adapter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.contracts.PhotoEvent;
import org.meterline.customers.MeterId;

/** What one customer asks for, on one road: what was said so far, and what is still to be said and decided. */
final class Errand {

    private final Road road;
    private final List<ContactIdentity> person;
    private final @Nullable MeterId meter;
    private final List<Said> said = new ArrayList<>();
    private final Queue<Said> replies = new ArrayDeque<>();
    private boolean decided;

    /**
     * Something that the world tells billing.
     *
     * @param words what the message table holds of it
     * @param outcome what is to become of it; null when nobody waits for an outcome
     */
    record Said(Event event, String words, @Nullable Outcome outcome) {

        String partId() {
            return event instanceof PhotoEvent photo ? photo.photoId() : event.messageId();
        }
    }

    /** @param replies what the customer says next, each after one more answer */
    Errand(Road road, List<ContactIdentity> person, @Nullable MeterId meter, Said first, Collection<Said> replies) {
        this.road = road;
        this.person = person;
        this.meter = meter;
        this.said.add(first);
        this.replies.addAll(replies);
    }

    Road road() {
        return road;
    }

    /** The account's meter, where there is one. */
    @Nullable
    MeterId meter() {
        return meter;
    }

    Said first() {
        return said.getFirst();
    }

    /** All that is to come to an outcome, said or not. */
    List<Said> all() {
        var all = new ArrayList<>(said);
        all.addAll(replies);
        return all;
    }

    /** What the customer says after so many answers; null for nothing. */
    @Nullable
    Said next(long answers) {
        if (answers < said.size() || replies.isEmpty()) {
            return null;
        }
        said.add(replies.remove());
        return said.getLast();
    }

    /** Where the provider sends answers. */
    String address() {
        return "whatsapp:" + person.getFirst().value();
    }

    boolean isDecided() {
        return decided || road.decision() == null;
    }

    void decided() {
        decided = true;
    }
}
