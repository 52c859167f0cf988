package org.meterline.operations.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.meterline.operations.deployment.OutOfReach;
import org.meterline.operations.deployment.Target;
import org.meterline.operations.store.Stores;

/** Puts together what all stores say of one message. */
public final class ReadJourney {

    private final Target target;

    public ReadJourney(Target target) {
        this.target = target;
    }

    /**
     * The journey of the message behind an id: a message's, photo's, reading's, doubt's, answer's or trace's.
     *
     * @return empty when no store knows it
     * @throws OutOfReach when a store cannot be asked
     */
    public Optional<Journey> of(String id) {
        try (var stores = new Stores(target)) {
            return new FindMessage(stores).of(id).map(messageId -> read(stores, messageId));
        }
    }

    private static Journey read(Stores stores, String messageId) {
        var item = new StoredItem(stores.messages().item(messageId));
        var rows = new StoredRows(stores.database(), messageId).read();
        var moments = new ArrayList<>(item.moments());
        moments.addAll(rows.moments());
        moments.sort(Comparator.comparing(Moment::at));
        var waits = new LinkedHashSet<>(item.waits());
        waits.addAll(rows.waits());
        return new Journey(messageId, item.traceId(), rows.tenant(), moments, List.copyOf(waits));
    }
}
