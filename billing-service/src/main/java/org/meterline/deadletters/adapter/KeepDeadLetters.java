package org.meterline.deadletters.adapter;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.PhotoEvent;
import org.meterline.deadletters.adapter.DeadLetterRows.Kept;
import org.meterline.platform.DeadLetter;
import org.meterline.platform.DeadLetterKeeper;
import org.meterline.platform.DependencyDown;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.platform.WorkerTransactions;
import org.meterline.tenants.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a dead letter in a table, once per death, and then sees to it that the customer is told, once. The telling may fail for
 * the same reason as the event did; then it is left after a few attempts, and the letter is kept all the same.
 */
@Singleton
final class KeepDeadLetters implements DeadLetterKeeper {

    private static final Logger log = LoggerFactory.getLogger(KeepDeadLetters.class);

    private static final int TELLINGS_MAX = 5;

    private final DeadLetterRows rows;
    private final TellCustomer tellCustomer;
    private final Tenants tenants;
    private final WorkerTransactions workers;
    private final TenantTransactions transactions;
    private final InstantSource clock;

    KeepDeadLetters(
            DeadLetterRows rows,
            TellCustomer tellCustomer,
            Tenants tenants,
            WorkerTransactions workers,
            TenantTransactions transactions,
            InstantSource clock) {
        this.rows = rows;
        this.tellCustomer = tellCustomer;
        this.tenants = tenants;
        this.workers = workers;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void keep(DeadLetter letter) {
        var event = letter.event();
        var owner = event == null ? Optional.<TenantId>empty() : owner(event);
        var tenant = owner.orElse(TenantId.NOBODY);
        var kept = workers.call(() -> rows.keep(letter, tenant, clock.instant()));
        if (event != null && owner.isPresent() && !kept.isTold() && kept.tellings() < TELLINGS_MAX) {
            tell(kept, tenant, event);
        }
    }

    /** Whose customer waits for it; nobody's, when it is about a message of ours. */
    private Optional<TenantId> owner(Event event) {
        return switch (event) {
            case MessageReceived message -> tenants.ownerOf(message.receivingNumber());
            case PhotoEvent photo -> tenants.ownerOf(photo.receivingNumber());
            case DeliveryReported reported -> Optional.empty();
        };
    }

    private void tell(Kept kept, TenantId tenant, Event event) {
        try {
            transactions.run(tenant, () -> {
                if (rows.markTold(kept.id(), clock.instant())) {
                    tellCustomer.thatFailed(tenant, event);
                }
            });
        } catch (RuntimeException failure) { // the letter is kept, whatever comes of the telling
            if (DependencyDown.isBehind(failure)) {
                throw failure;
            }
            workers.<@Nullable Object>call(() -> {
                rows.countTelling(kept.id());
                return null;
            });
            if (kept.tellings() + 1 < TELLINGS_MAX) {
                throw failure;
            }
            log.error("the customer could not be told that {} failed", event.eventId(), failure);
        }
    }
}
