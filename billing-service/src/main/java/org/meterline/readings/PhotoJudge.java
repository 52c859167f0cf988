package org.meterline.readings;

import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.customers.Contact;
import org.meterline.customers.Customers;
import org.meterline.customers.Meter;
import org.meterline.platform.Outbox;
import org.meterline.platform.TenantId;
import org.meterline.readings.PhotoVerdict.Kind;
import org.meterline.readings.domain.BillingPeriods;
import org.meterline.readings.domain.HeldPhotos;
import org.meterline.readings.domain.MeterChoice;
import org.meterline.readings.domain.MeterChoice.Choice;
import org.meterline.readings.domain.MeterFacts;
import org.meterline.readings.domain.PhotoHash;
import org.meterline.readings.domain.PhotoLooks;
import org.meterline.readings.domain.Readings;
import org.meterline.readings.domain.Serials;
import org.meterline.readings.domain.Sighting;
import org.meterline.readings.domain.Validation;
import org.meterline.readings.domain.Validation.Verdict;
import org.meterline.readings.domain.Verdicts;
import org.meterline.tenants.Tenants;

/**
 * The one place where a photo that was read is judged, whichever way it came: at once, after its sender became known, or after
 * they said which meter it is. Always inside a tenant transaction that went alone on the photo.
 */
@Singleton
class PhotoJudge {

    /** How long a photo waits for its sender. */
    static final Duration PATIENCE = Duration.ofDays(30);

    private final Tenants tenants;
    private final Customers customers;
    private final Readings readings;
    private final Verdicts verdicts;
    private final PhotoLooks looks;
    private final HeldPhotos held;
    private final MeterKnowledge knowledge;
    private final Outbox outbox;
    private final ApplicationEventPublisher<PhotoNews> news;
    private final InstantSource clock;

    PhotoJudge(
            Tenants tenants,
            Customers customers,
            Readings readings,
            Verdicts verdicts,
            PhotoLooks looks,
            HeldPhotos held,
            MeterKnowledge knowledge,
            Outbox outbox,
            ApplicationEventPublisher<PhotoNews> news,
            InstantSource clock) {
        this.tenants = tenants;
        this.customers = customers;
        this.readings = readings;
        this.verdicts = verdicts;
        this.looks = looks;
        this.held = held;
        this.knowledge = knowledge;
        this.outbox = outbox;
        this.news = news;
        this.clock = clock;
    }

    /**
     * Judges a photo of a contact.
     *
     * @param chosen the meter that the customer named; null to find out
     */
    void judge(TenantId tenant, ReadingCaptured photo, Contact contact, @Nullable Meter chosen) {
        var origin = Origins.of(tenant, photo);
        var sighting = sighting(photo);
        if (chosen != null) {
            judgeOn(chosen, origin, sighting, photo);
            return;
        }
        var known = new LinkedHashMap<Meter, MeterFacts>();
        for (var meter : customers.metersOf(contact.id())) {
            known.put(meter, knowledge.of(tenant, meter, photo.receivedAt()));
        }
        var meters = List.copyOf(known.keySet());
        switch (MeterChoice.among(meters, meter -> Objects.requireNonNull(known.get(meter)), sighting)) {
            case Choice.Clear<Meter>(var meter) -> judgeOn(meter, origin, sighting, photo);
            case Choice.Unclear<Meter>(var possible) -> ask(possible, origin, photo);
            case Choice.None<Meter> none -> refuse(origin, photo, null, RefusalCode.NO_METER, Evidence.NONE);
        }
    }

    /** Keeps a photo whose sender nobody knows. */
    void holdForUnknownSender(TenantId tenant, ReadingCaptured photo) {
        var now = clock.instant();
        held.hold(photo, HeldPhotos.Reason.UNKNOWN_SENDER, now, now.plus(PATIENCE));
        var origin = Origins.of(tenant, photo);
        say(verdict(
                origin, photo, Kind.HELD, HeldPhotos.Reason.UNKNOWN_SENDER.name(), null, null, Evidence.NONE, null));
        settle(origin, Outcome.ANSWERED);
        news.publishEvent(new PhotoNews.Held(origin, false));
    }

    private void ask(List<Meter> meters, PhotoOrigin origin, ReadingCaptured photo) {
        var now = clock.instant();
        held.hold(photo, HeldPhotos.Reason.WHICH_METER, now, now.plus(PATIENCE));
        say(verdict(origin, photo, Kind.HELD, HeldPhotos.Reason.WHICH_METER.name(), null, null, Evidence.NONE, null));
        settle(origin, Outcome.ANSWERED);
        news.publishEvent(new PhotoNews.WhichMeter(origin, meters, false));
    }

    private void judgeOn(Meter chosen, PhotoOrigin origin, Sighting sighting, ReadingCaptured photo) {
        var meter = customers.lockMeter(chosen.id()).orElseThrow();
        var facts = knowledge.of(origin.tenant(), meter, photo.receivedAt());
        var period = periodOf(origin);
        var verdict = strangersSerial(Validation.ofPhoto(sighting, facts), sighting, meter);
        var earlier = verdicts.ofSameImage(photo.imageSha256(), photo.photoId());
        if (earlier.isPresent()) {
            seenBefore(earlier.get(), verdict, meter, origin, photo, period);
            return;
        }
        settle(lookedAlike(verdict, meter, photo, period), meter, origin, photo, period);
    }

    private void settle(Verdict verdict, Meter meter, PhotoOrigin origin, ReadingCaptured photo, YearMonth period) {
        switch (verdict) {
            case Verdict.Accepted accepted -> accept(accepted, meter, origin, photo, period);
            case Verdict.Doubted doubted -> doubt(doubted, meter, origin, photo, period);
            case Verdict.Refused refused -> refuse(origin, photo, meter, refused.code(), refused.evidence());
        }
        if (!(verdict instanceof Verdict.Refused)) {
            PhotoHash.parse(photo.perceptualHash()).ifPresent(hash -> looks.remember(photo.photoId(), hash));
        }
    }

    /** Serial numbers of one delivery differ in one digit, so one that is exactly another meter's is no slip of the reader. */
    private Verdict strangersSerial(Verdict verdict, Sighting sighting, Meter meter) {
        var read = sighting.serial();
        if (read == null || !Serials.telling(read) || Serials.plain(read).equals(Serials.plain(meter.serial()))) {
            return verdict;
        }
        return customers.metersWithPlainSerial(Serials.plain(read)).stream()
                .findFirst()
                .map(other -> Validation.alsoDoubted(
                        verdict,
                        DoubtCode.OTHER_SERIAL,
                        Evidence.NONE
                                .with(Fact.SERIAL_READ, read)
                                .with(Fact.SERIAL_OF_METER, meter.serial())
                                .with(Fact.SERIAL_OF_ANOTHER, other.serial())))
                .orElse(verdict);
    }

    /** Another photo that looks the same, for another period or another meter, is for a person to compare. */
    private Verdict lookedAlike(Verdict verdict, Meter meter, ReadingCaptured photo, YearMonth period) {
        return PhotoHash.parse(photo.perceptualHash())
                .flatMap(hash -> looks.mostLike(hash, photo.photoId(), meter.id(), period))
                .map(similar -> Validation.alsoDoubted(
                        verdict,
                        DoubtCode.NEARLY_SAME_PHOTO,
                        seen(similar.verdict(), meter).with(Fact.DISTANCE_BITS, similar.distanceBits())))
                .orElse(verdict);
    }

    private Evidence seen(PhotoVerdict earlier, Meter meter) {
        var evidence = Evidence.NONE.with(Fact.EARLIER_PHOTO, earlier.photoId());
        if (earlier.period() != null) {
            evidence = evidence.with(Fact.EARLIER_PERIOD, earlier.period());
        }
        var other = earlier.meter() == null || earlier.meter().equals(meter.id())
                ? Optional.<Meter>empty()
                : customers.meter(earlier.meter());
        return other.isPresent() ? evidence.with(Fact.EARLIER_METER, other.get().serial()) : evidence;
    }

    /**
     * The same bytes came before. For the same meter and period that is somebody being careful, and the answer repeats what is
     * known; anything else is for a person to look at. Another customer's reading is never part of an answer.
     */
    private void seenBefore(
            PhotoVerdict earlier,
            Verdict verdict,
            Meter meter,
            PhotoOrigin origin,
            ReadingCaptured photo,
            YearMonth period) {
        var sameMeter = meter.id().equals(earlier.meter());
        if (sameMeter && period.equals(earlier.period())) {
            var code = earlier.kind() == Kind.ACCEPTED ? RefusalCode.ALREADY_RECEIVED : RefusalCode.ALREADY_IN_REVIEW;
            refuse(origin, photo, meter, code, earlier.evidence());
            return;
        }
        var doubted = Validation.alsoDoubted(verdict, DoubtCode.SAME_PHOTO, seen(earlier, meter));
        settle(doubted, meter, origin, photo, period);
    }

    private void accept(
            Verdict.Accepted accepted, Meter meter, PhotoOrigin origin, ReadingCaptured photo, YearMonth period) {
        var confidence =
                accepted.evidence().of(Fact.CONFIDENCE).map(BigDecimal::new).orElse(null);
        var moved = accepted.movement().movedThousandths();
        var reading = new Reading(
                new ReadingId(UUID.randomUUID()),
                meter.id(),
                ReadingSource.PHOTO,
                accepted.index(),
                moved,
                moved == null ? null : MeterKnowledge.registerOf(meter).consumption(moved),
                photo.receivedAt(),
                period,
                accepted.notes(),
                photo.messageId(),
                photo.photoId(),
                photo.imageS3Key(),
                photo.imageSha256(),
                confidence,
                null,
                null);
        if (!readings.add(reading)) {
            throw new IllegalStateException("photo " + photo.photoId() + " has a reading already");
        }
        say(verdict(origin, photo, Kind.ACCEPTED, null, meter, accepted.index(), accepted.evidence(), reading.id()));
        settle(origin, Outcome.RECORDED);
        news.publishEvent(new PhotoNews.Accepted(
                origin,
                reading.id(),
                meter.id(),
                meter.serial(),
                meter.kind(),
                accepted.index(),
                accepted.index().onDial(meter.digits(), meter.decimals()),
                period,
                reading.consumption(),
                false,
                accepted.notes()));
    }

    private void doubt(
            Verdict.Doubted doubted, Meter meter, PhotoOrigin origin, ReadingCaptured photo, YearMonth period) {
        say(verdict(
                origin, photo, Kind.DOUBTED, doubted.code().name(), meter, doubted.index(), doubted.evidence(), null));
        settle(origin, Outcome.DOUBTED);
        news.publishEvent(new PhotoNews.Doubted(
                origin,
                doubted.code(),
                doubted.evidence(),
                meter.id(),
                meter.serial(),
                meter.kind(),
                doubted.index(),
                doubted.index().onDial(meter.digits(), meter.decimals()),
                period,
                photo.candidates(),
                photo.imageS3Key()));
    }

    private void refuse(
            PhotoOrigin origin, ReadingCaptured photo, @Nullable Meter meter, RefusalCode code, Evidence evidence) {
        var index = evidence.of(Fact.INDEX).flatMap(MeterIndex::parse).orElse(null);
        say(verdict(origin, photo, Kind.REFUSED, code.name(), meter, index, evidence, null));
        settle(origin, Outcome.REFUSED);
        news.publishEvent(new PhotoNews.Refused(origin, code, evidence, meter == null ? null : meter.serial(), false));
    }

    private void say(PhotoVerdict verdict) {
        if (!verdicts.add(verdict)) {
            throw new IllegalStateException("photo " + verdict.photoId() + " has had its last word");
        }
    }

    private PhotoVerdict verdict(
            PhotoOrigin origin,
            ReadingCaptured photo,
            Kind kind,
            @Nullable String code,
            @Nullable Meter meter,
            @Nullable MeterIndex index,
            Evidence evidence,
            @Nullable ReadingId reading) {
        return new PhotoVerdict(
                photo.photoId(),
                photo.messageId(),
                kind,
                code,
                meter == null ? null : meter.id(),
                meter == null || index == null ? null : index.onDial(meter.digits(), meter.decimals()),
                index,
                periodOf(origin),
                reading,
                photo.imageS3Key(),
                photo.imageSha256(),
                evidence,
                false,
                clock.instant());
    }

    private void settle(PhotoOrigin origin, Outcome outcome) {
        outbox.settle(origin.messageId(), origin.photoId(), outcome);
    }

    private YearMonth periodOf(PhotoOrigin origin) {
        return BillingPeriods.calendarMonths(tenants.get(origin.tenant()).zone())
                .of(origin.receivedAt());
    }

    private static Sighting sighting(ReadingCaptured photo) {
        return new Sighting(
                photo.candidates(), photo.meterType(), photo.serial(), photo.findings(), photo.receivedAt());
    }
}
