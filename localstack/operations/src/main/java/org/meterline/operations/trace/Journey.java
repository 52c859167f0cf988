package org.meterline.operations.trace;

import java.util.List;

/**
 * What became of one message until now.
 *
 * @param traceId where its spans are, for whoever has a collector; empty when its id names none
 * @param tenant the utility's short name; empty while nobody knows it
 * @param moments what happened, in the order of time
 * @param waits what it waits for and what happens next, a sentence each; empty when it is at rest
 */
public record Journey(String messageId, String traceId, String tenant, List<Moment> moments, List<String> waits) {

    public Journey {
        moments = List.copyOf(moments);
        waits = List.copyOf(waits);
    }

    public boolean isAtRest() {
        return waits.isEmpty();
    }
}
