package org.meterline.readings;

import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.contracts.PhotoEvent;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.contracts.ReadingFailed;
import org.meterline.contracts.ReadingUnreadable;
import org.meterline.contracts.Topology;
import org.meterline.customers.Contact;
import org.meterline.customers.Customers;
import org.meterline.platform.Inbox;
import org.meterline.platform.Outbox;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.PhotoVerdict.Kind;
import org.meterline.readings.domain.LaterResults;
import org.meterline.readings.domain.Verdicts;
import org.meterline.tenants.Tenants;

/**
 * Turns what the reader says about a photo into a reading, a doubt, a refusal or a question: each event once, and at most one
 * reading per photo. What came of it is published as {@link PhotoNews} and reported as the photo's outcome, all in one
 * transaction. What another version of the reader says once that is decided is kept, and changes nothing.
 */
@Singleton
public class RecordReading {

    private static final String CONSUMER = Topology.BILLING_READINGS.name();

    private final Tenants tenants;
    private final TenantTransactions transactions;
    private final Inbox inbox;
    private final Outbox outbox;
    private final Customers customers;
    private final Verdicts verdicts;
    private final LaterResults laterResults;
    private final PhotoJudge judge;
    private final ApplicationEventPublisher<PhotoNews> news;
    private final InstantSource clock;

    RecordReading(
            Tenants tenants,
            TenantTransactions transactions,
            Inbox inbox,
            Outbox outbox,
            Customers customers,
            Verdicts verdicts,
            LaterResults laterResults,
            PhotoJudge judge,
            ApplicationEventPublisher<PhotoNews> news,
            InstantSource clock) {
        this.tenants = tenants;
        this.transactions = transactions;
        this.inbox = inbox;
        this.outbox = outbox;
        this.customers = customers;
        this.verdicts = verdicts;
        this.laterResults = laterResults;
        this.judge = judge;
        this.news = news;
        this.clock = clock;
    }

    /** A dial was seen. */
    public void record(ReadingCaptured photo) {
        once(photo, photo.photoId(), photo.receivingNumber(), tenant -> {
            verdicts.goAlone(Locks.of(photo));
            if (judge.isOver(photo.photoId())) {
                keepBeside(LaterResult.of(photo, clock.instant()));
                return;
            }
            known(photo.contact())
                    .ifPresentOrElse(
                            sender -> judge.judge(tenant, photo, sender, null),
                            () -> judge.holdForUnknownSender(tenant, photo));
        });
    }

    /** No dial was seen. */
    public void record(ReadingUnreadable photo) {
        once(photo, photo.photoId(), photo.receivingNumber(), tenant -> {
            verdicts.goAlone(List.of(photo.photoId()));
            if (judge.isOver(photo.photoId())) {
                keepBeside(LaterResult.of(photo, clock.instant()));
                return;
            }
            var origin = Origins.of(tenant, photo);
            say(origin, Kind.UNREADABLE, photo.reason().name(), photo);
            outbox.settle(photo.messageId(), photo.photoId(), Outcome.UNREADABLE);
            news.publishEvent(new PhotoNews.Unreadable(origin, photo.reason()));
        });
    }

    /** The reader gave up. Should it read the photo after all, that counts. */
    public void record(ReadingFailed photo) {
        once(photo, photo.photoId(), photo.receivingNumber(), tenant -> {
            verdicts.goAlone(List.of(photo.photoId()));
            if (verdicts.of(photo.photoId()).isPresent()) {
                return; // judged, waiting, or known to have failed: nothing new
            }
            var origin = Origins.of(tenant, photo);
            say(origin, Kind.FAILED, null, photo);
            outbox.settle(photo.messageId(), photo.photoId(), Outcome.FAILED);
            news.publishEvent(new PhotoNews.Failed(origin));
        });
    }

    /** Unless it is what the last word stands on: consumers forget after a while what they have heard. */
    private void keepBeside(LaterResult result) {
        var judged = verdicts.of(result.photoId()).flatMap(verdict -> Optional.ofNullable(verdict.readerVersion()));
        if (!judged.equals(Optional.of(result.readerVersion()))) {
            laterResults.add(result);
        }
    }

    private void once(Event event, String photoId, String receivingNumber, Consumer<TenantId> work) {
        var tenant = tenants.ofReceivingNumber(receivingNumber);
        var owner = tenant.isPresent() ? tenant.get().id() : TenantId.NOBODY;
        transactions.run(owner, () -> {
            if (!inbox.firstTime(CONSUMER, event.eventId())) {
                return;
            }
            if (tenant.isPresent()) {
                work.accept(owner);
            } else {
                outbox.settle(event.messageId(), photoId, Outcome.IGNORED); // nobody is there to answer
            }
        });
    }

    private Optional<Contact> known(List<ContactIdentity> identities) {
        return customers.find(identities).filter(contact -> !contact.accounts().isEmpty());
    }

    private void say(PhotoOrigin origin, Kind kind, @Nullable String code, PhotoEvent photo) {
        var said = verdicts.add(new PhotoVerdict(
                origin.photoId(),
                origin.messageId(),
                kind,
                code,
                null,
                null,
                null,
                null,
                null,
                photo.imageS3Key(),
                null,
                Evidence.NONE,
                photo.readerVersion(),
                false,
                clock.instant()));
        if (!said) {
            throw new IllegalStateException("photo " + origin.photoId() + " has had its last word");
        }
    }
}
