package org.meterline.operations.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.meterline.contracts.EventType;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.operations.deployment.OutOfReach;
import org.meterline.operations.store.MessageRecord;
import org.meterline.operations.store.Stores;

/**
 * A status that is kept as told is in billing's inbox. It is at rest in the table from the first, and so nothing else would miss one
 * that got lost behind the broker. What billing has in hand at this moment is asked for again.
 */
final class StatusesHeard extends Check {

    /** Billing forgets what it heard after ninety days ({@code meterline.expiry.inbox-kept-for}). */
    private static final Duration REMEMBERED_FOR = Duration.ofDays(89);

    /** What died in billing's queue was heard, too: it lies where staff see it. */
    private static final String HEARD = """
            select event_id from platform.inbox where consumer = 'messaging.deliveries' %1$s
            union all
            select event_id from deadletters.dead_letter where event_id like '%%/delivery.reported' %1$s
            """;

    private static final String OF_THESE = "and event_id = any (string_to_array(?, ' '))";
    private static final int LOOKED_UP_MAX = 10_000; // more than that are not in hand
    private static final int LOOKS = 10;
    private static final long PAUSE_MILLIS = 500;

    private final Ids heard = new Ids();
    private final Set<String> unheard = new LinkedHashSet<>();
    private final Instant since;

    StatusesHeard(Scope scope) {
        super(Rule.STATUSES_HEARD, scope);
        since = scope.until().minus(REMEMBERED_FOR);
    }

    @Override
    void begin(Stores stores) {
        stores.database().forEach(HEARD.formatted(""), row -> heard.add(row.getString(1)));
    }

    @Override
    boolean wantsRecords() {
        return true;
    }

    @Override
    void see(MessageRecord message) {
        var isTold =
                message.parts().stream().anyMatch(part -> Outcome.TOLD.name().equals(part.outcome()));
        if (isTold
                && scope.covers(message.receivedAt())
                && !message.receivedAt().isBefore(since)
                && !heard.contains(eventIdOf(message.messageId()))) {
            if (unheard.size() < LOOKED_UP_MAX) {
                unheard.add(message.messageId());
            } else {
                missing(message.messageId());
            }
        }
    }

    @Override
    void end(Stores stores) {
        for (var look = 0; look < LOOKS && !unheard.isEmpty(); look++) {
            if (look > 0) {
                pause();
            }
            var events = unheard.stream().map(StatusesHeard::eventIdOf).collect(Collectors.joining(" "));
            stores.database().forEach(HEARD.formatted(OF_THESE), row -> heard.add(row.getString(1)), events, events);
            unheard.removeIf(id -> heard.contains(eventIdOf(id)));
        }
        unheard.forEach(this::missing);
    }

    private void missing(String messageId) {
        tally.add("told, and billing never heard it", messageId);
    }

    private static String eventIdOf(String messageId) {
        return messageId + "/" + EventType.DELIVERY_REPORTED.routingKey();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OutOfReach("interrupted while statuses were looked up", stopped);
        }
    }
}
