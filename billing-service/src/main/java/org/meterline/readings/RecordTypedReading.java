package org.meterline.readings;

import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Candidate;
import org.meterline.customers.Contact;
import org.meterline.customers.Customers;
import org.meterline.customers.Meter;
import org.meterline.customers.MeterId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.PhotoVerdict.Kind;
import org.meterline.readings.domain.BillingPeriods;
import org.meterline.readings.domain.MeterChoice;
import org.meterline.readings.domain.MeterChoice.Choice;
import org.meterline.readings.domain.MeterFacts;
import org.meterline.readings.domain.Readings;
import org.meterline.readings.domain.Sighting;
import org.meterline.readings.domain.Validation;
import org.meterline.readings.domain.Validation.Verdict;
import org.meterline.readings.domain.Verdicts;
import org.meterline.tenants.Tenants;

/**
 * Turns a number that a customer typed into a reading: believed only when it fits what was known of the meter before, and marked
 * as typed for good; refused otherwise, with what to do. Nobody reviews it, because there is nothing to look at.
 */
@Singleton
public class RecordTypedReading {

    private final Tenants tenants;
    private final TenantTransactions transactions;
    private final Customers customers;
    private final Readings readings;
    private final Verdicts verdicts;
    private final MeterKnowledge knowledge;
    private final ApplicationEventPublisher<PhotoNews> news;
    private final InstantSource clock;

    RecordTypedReading(
            Tenants tenants,
            TenantTransactions transactions,
            Customers customers,
            Readings readings,
            Verdicts verdicts,
            MeterKnowledge knowledge,
            ApplicationEventPublisher<PhotoNews> news,
            InstantSource clock) {
        this.tenants = tenants;
        this.transactions = transactions;
        this.customers = customers;
        this.readings = readings;
        this.verdicts = verdicts;
        this.knowledge = knowledge;
        this.news = news;
        this.clock = clock;
    }

    /**
     * Judges a typed number. What came of it is also published as {@link PhotoNews}, with the message's id as the photo's, so
     * that one listener answers photos and numbers; the outcome of the message's part is left to the caller. A message
     * is accepted or refused once; one that was answered with a question may be judged again.
     *
     * @param origin where it came from; its photo id is the message's id
     * @param typed the number as it was typed, {@code "1234,5"}
     * @param meter the meter that the customer named; null to find out
     */
    public PhotoNews record(PhotoOrigin origin, String typed, @Nullable MeterId meter) {
        return transactions.in(origin.tenant(), () -> {
            verdicts.goAlone(Locks.of(origin.contact(), List.of()));
            var told = judge(origin, typed, meter);
            news.publishEvent(told);
            return told;
        });
    }

    private PhotoNews judge(PhotoOrigin origin, String typed, @Nullable MeterId named) {
        var contact = customers
                .find(origin.contact())
                .filter(known -> !known.accounts().isEmpty());
        if (contact.isEmpty()) {
            return new PhotoNews.Held(origin, true);
        }
        var meters = candidates(contact.get(), named);
        var known = new LinkedHashMap<Meter, MeterFacts>();
        for (var meter : meters) {
            known.put(meter, knowledge.of(origin.tenant(), meter, origin.receivedAt()));
        }
        var said = new Candidate(typed, BigDecimal.ONE, List.of());
        var sighting = new Sighting(List.of(said), null, null, List.of(), origin.receivedAt());
        return switch (MeterChoice.among(meters, meter -> Objects.requireNonNull(known.get(meter)), sighting)) {
            case Choice.Clear<Meter>(var meter) -> judgeOn(meter, origin, typed);
            case Choice.Unclear<Meter>(var possible) -> new PhotoNews.WhichMeter(origin, possible, true);
            case Choice.None<Meter> none ->
                refused(origin, new Verdict.Refused(RefusalCode.NO_METER, Evidence.NONE), null);
        };
    }

    private List<Meter> candidates(Contact contact, @Nullable MeterId named) {
        var own = customers.metersOf(contact.id());
        return named == null
                ? own
                : own.stream().filter(meter -> meter.id().equals(named)).toList();
    }

    private PhotoNews judgeOn(Meter chosen, PhotoOrigin origin, String typed) {
        var meter = customers.lockMeter(chosen.id()).orElseThrow();
        var facts = knowledge.of(origin.tenant(), meter, origin.receivedAt());
        return switch (Validation.ofTyped(typed, origin.receivedAt(), facts)) {
            case Verdict.Accepted accepted -> accepted(origin, accepted, meter);
            case Verdict.Refused refused -> refused(origin, refused, meter);
            case Verdict.Doubted never -> throw new IllegalStateException("a typed number was doubted");
        };
    }

    private PhotoNews accepted(PhotoOrigin origin, Verdict.Accepted accepted, Meter meter) {
        var moved = accepted.movement().movedThousandths();
        var period = BillingPeriods.calendarMonths(tenants.get(origin.tenant()).zone())
                .of(origin.receivedAt());
        var reading = new Reading(
                new ReadingId(UUID.randomUUID()),
                meter.id(),
                ReadingSource.TYPED,
                accepted.index(),
                moved,
                moved == null ? null : MeterKnowledge.registerOf(meter).consumption(moved),
                origin.receivedAt(),
                period,
                accepted.notes(),
                origin.messageId(),
                null,
                null,
                null,
                null,
                null,
                null);
        var dial = accepted.index().onDial(meter.digits(), meter.decimals());
        if (!readings.add(reading)) {
            throw new IllegalStateException("message " + origin.messageId() + " has a typed reading already");
        }
        say(origin, Kind.ACCEPTED, null, meter, accepted.index(), accepted.evidence(), reading.id());
        return new PhotoNews.Accepted(
                origin,
                reading.id(),
                meter.id(),
                meter.serial(),
                meter.kind(),
                accepted.index(),
                dial,
                period,
                reading.consumption(),
                true,
                accepted.notes());
    }

    private PhotoNews refused(PhotoOrigin origin, Verdict.Refused refused, @Nullable Meter meter) {
        var index = refused.evidence().of(Fact.INDEX).flatMap(MeterIndex::parse).orElse(null);
        say(origin, Kind.REFUSED, refused.code().name(), meter, index, refused.evidence(), null);
        return new PhotoNews.Refused(
                origin, refused.code(), refused.evidence(), meter == null ? null : meter.serial(), true);
    }

    private void say(
            PhotoOrigin origin,
            Kind kind,
            @Nullable String code,
            @Nullable Meter meter,
            @Nullable MeterIndex index,
            Evidence evidence,
            @Nullable ReadingId reading) {
        var said = verdicts.add(new PhotoVerdict(
                origin.photoId(),
                origin.messageId(),
                kind,
                code,
                meter == null ? null : meter.id(),
                meter == null || index == null ? null : index.onDial(meter.digits(), meter.decimals()),
                index,
                BillingPeriods.calendarMonths(tenants.get(origin.tenant()).zone())
                        .of(origin.receivedAt()),
                reading,
                null,
                null,
                evidence,
                null,
                false,
                clock.instant()));
        if (!said) {
            throw new IllegalStateException("message " + origin.messageId() + " was judged already");
        }
    }
}
