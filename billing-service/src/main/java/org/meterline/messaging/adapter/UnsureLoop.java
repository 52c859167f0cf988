package org.meterline.messaging.adapter;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.meterline.messaging.domain.MessageSender;
import org.meterline.messaging.domain.MessageSender.Content;
import org.meterline.messaging.domain.MessageSender.Parcel;
import org.meterline.messaging.domain.MessageSender.Unavailable;
import org.meterline.platform.WorkLoop;
import org.meterline.tenants.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of attempts that ended without an answer, by a crash or a broken connection. A callback settles it at
 * once; else the provider's own list is searched, and only what is not in it is sent again.
 */
@Singleton
final class UnsureLoop {

    private static final Logger log = LoggerFactory.getLogger(UnsureLoop.class);

    private final Results results;
    private final MessageSender sender;
    private final Breaker breaker;
    private final Tenants tenants;
    private final SendingLoop sending;
    private final WorkLoop loop = new WorkLoop("finder of lost answers", this::askAboutOne);

    UnsureLoop(Results results, MessageSender sender, Breaker breaker, Tenants tenants, SendingLoop sending) {
        this.results = results;
        this.sender = sender;
        this.breaker = breaker;
        this.tenants = tenants;
        this.sending = sending;
    }

    void start() {
        loop.start();
    }

    @PreDestroy
    void stop() {
        loop.close();
    }

    /** Asks about one message; false when there is none to ask about. */
    boolean askAboutOne() {
        if (breaker.allowed(1) == 0) {
            return false;
        }
        var lost = results.leaseUnsure();
        if (lost.isEmpty()) {
            return false;
        }
        var row = lost.get();
        var parcel = parcel(row);
        if (parcel.isEmpty()) {
            results.unaskable(row.id());
            return true;
        }
        var since = row.calledAt() == null ? row.createdAt() : row.calledAt();
        var known = results.knownTo(row, since);
        if (!breaker.permits()) {
            return false;
        }
        askAbout(row, parcel.get(), since, known);
        return true;
    }

    /** What was sent; empty when it can no more be said, because the tenant changed. */
    private Optional<Parcel> parcel(OutboundRow row) {
        Content content =
                row.asTemplate() ? new Content.Approved("", row.templateValues()) : new Content.FreeText(row.body());
        try {
            return Optional.of(Claims.parcel(row, tenants.get(row.tenant()), content));
        } catch (IllegalStateException | IllegalArgumentException unsendable) {
            log.error("message {} cannot be asked about", row.id(), unsendable);
            return Optional.empty();
        }
    }

    private void askAbout(OutboundRow row, Parcel parcel, Instant since, Set<String> known) {
        try {
            var found = sender.find(parcel, since, known);
            breaker.succeeded();
            if (found.isPresent()) {
                results.record(row.id(), new MessageSender.Answer.Taken(found.get()));
            } else {
                log.info("message {} never arrived at the provider and is sent again", row.id());
                results.neverArrived(row.id());
                sending.nudge();
            }
        } catch (Unavailable unavailable) {
            breaker.failed();
            log.warn("what became of message {} is not known yet: {}", row.id(), unavailable.getMessage());
        }
    }
}
