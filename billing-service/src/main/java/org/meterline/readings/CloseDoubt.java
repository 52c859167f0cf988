package org.meterline.readings;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.customers.Customers;
import org.meterline.customers.Meter;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.PhotoVerdict.Kind;
import org.meterline.readings.domain.MeterFacts;
import org.meterline.readings.domain.Movement;
import org.meterline.readings.domain.Readings;
import org.meterline.readings.domain.Verdicts;

/**
 * Ends a doubt by a person's word: as a reading, whatever the limits say, or as none. The person's name stays with it. Or by
 * nobody's, as none. Whoever asks sees to it that each doubt is closed once.
 */
@Singleton
public class CloseDoubt {

    private final TenantTransactions transactions;
    private final Customers customers;
    private final Readings readings;
    private final Verdicts verdicts;
    private final MeterKnowledge knowledge;
    private final InstantSource clock;

    CloseDoubt(
            TenantTransactions transactions,
            Customers customers,
            Readings readings,
            Verdicts verdicts,
            MeterKnowledge knowledge,
            InstantSource clock) {
        this.transactions = transactions;
        this.customers = customers;
        this.readings = readings;
        this.verdicts = verdicts;
        this.knowledge = knowledge;
        this.clock = clock;
    }

    /**
     * Makes a doubted photo a reading.
     *
     * @param takenAt when the photo was received
     * @param index what the person sees in it
     * @param by the person
     */
    public Reading asReading(TenantId tenant, String photoId, Instant takenAt, MeterIndex index, String by) {
        return transactions.in(tenant, () -> {
            var doubt = doubtOn(photoId);
            var meter = customers
                    .lockMeter(Objects.requireNonNull(doubt.meter()))
                    .orElseThrow(() -> new IllegalStateException("the meter of photo " + photoId + " is gone"));
            var facts = knowledge.of(tenant, meter, takenAt);
            var movement = Movement.to(index, takenAt, facts.register(), facts.history(), facts.limits());
            var moved = movement.movedThousandths();
            var reading = new Reading(
                    new ReadingId(UUID.randomUUID()),
                    meter.id(),
                    ReadingSource.REVIEW,
                    index,
                    moved,
                    moved == null ? null : facts.register().consumption(moved),
                    takenAt,
                    Objects.requireNonNull(doubt.period()),
                    notes(movement, facts),
                    doubt.messageId(),
                    photoId,
                    doubt.imageS3Key(),
                    doubt.imageSha256(),
                    null,
                    by,
                    null);
            if (!readings.add(reading)) {
                throw new IllegalStateException("photo " + photoId + " has a reading already");
            }
            say(doubt, Kind.ACCEPTED, null, meter, index, reading.id());
            return reading;
        });
    }

    /** Leaves a doubted photo without a reading. */
    public void asNone(TenantId tenant, String photoId) {
        transactions.run(tenant, () -> say(doubtOn(photoId), Kind.REFUSED, "REJECTED_BY_REVIEW", null, null, null));
    }

    /** Likewise, because nobody decided in time. */
    public void unreviewed(TenantId tenant, String photoId) {
        transactions.run(tenant, () -> say(doubtOn(photoId), Kind.REFUSED, "NOT_REVIEWED_IN_TIME", null, null, null));
    }

    private PhotoVerdict doubtOn(String photoId) {
        return verdicts.of(photoId)
                .filter(verdict -> verdict.kind() == Kind.DOUBTED)
                .orElseThrow(() -> new IllegalStateException("photo " + photoId + " is not in doubt"));
    }

    private static EnumSet<ReadingNote> notes(Movement movement, MeterFacts facts) {
        var notes = EnumSet.noneOf(ReadingNote.class);
        var moved = movement.movedThousandths();
        var previous = facts.history().previous();
        if (moved == null || previous.isEmpty()) {
            notes.add(ReadingNote.FIRST);
        } else if (moved == 0) {
            notes.add(ReadingNote.ZERO_CONSUMPTION);
        } else if (movement.kind() == Movement.Kind.ROLLOVER) {
            notes.add(ReadingNote.ROLLOVER);
        }
        return notes;
    }

    private void say(
            PhotoVerdict doubt,
            Kind kind,
            @Nullable String code,
            @Nullable Meter meter,
            @Nullable MeterIndex index,
            @Nullable ReadingId reading) {
        var dial = meter == null || index == null ? doubt.dial() : index.onDial(meter.digits(), meter.decimals());
        var said = verdicts.add(new PhotoVerdict(
                doubt.photoId(),
                doubt.messageId(),
                kind,
                code,
                doubt.meter(),
                dial,
                index == null ? doubt.index() : index,
                doubt.period(),
                reading,
                doubt.imageS3Key(),
                doubt.imageSha256(),
                doubt.evidence(),
                doubt.readerVersion(),
                true,
                clock.instant()));
        if (!said) {
            throw new IllegalStateException("photo " + doubt.photoId() + " was reviewed already");
        }
    }
}
