package org.meterline.readings;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.customers.Contact;
import org.meterline.customers.Customers;
import org.meterline.customers.Meter;
import org.meterline.platform.TenantId;
import org.meterline.readings.PhotoVerdict.Kind;
import org.meterline.readings.domain.HeldPhotos;
import org.meterline.readings.domain.MeterChoice;
import org.meterline.readings.domain.MeterChoice.Choice;
import org.meterline.readings.domain.MeterFacts;
import org.meterline.readings.domain.PhotoHash;
import org.meterline.readings.domain.PhotoLooks;
import org.meterline.readings.domain.Serials;
import org.meterline.readings.domain.Sighting;
import org.meterline.readings.domain.Validation;
import org.meterline.readings.domain.Validation.Verdict;
import org.meterline.readings.domain.Verdicts;

/**
 * The one place where a photo that was read is judged, whichever way it came: at once, after its sender became known, or after
 * they said which meter it is. Always inside a tenant transaction that went alone on the photo.
 */
@Singleton
class PhotoJudge {

    /** How long a photo waits for its sender. */
    static final Duration PATIENCE = Duration.ofDays(30);

    private final Customers customers;
    private final Verdicts verdicts;
    private final PhotoLooks looks;
    private final HeldPhotos held;
    private final MeterKnowledge knowledge;
    private final SayVerdict say;
    private final InstantSource clock;

    PhotoJudge(
            Customers customers,
            Verdicts verdicts,
            PhotoLooks looks,
            HeldPhotos held,
            MeterKnowledge knowledge,
            SayVerdict say,
            InstantSource clock) {
        this.customers = customers;
        this.verdicts = verdicts;
        this.looks = looks;
        this.held = held;
        this.knowledge = knowledge;
        this.say = say;
        this.clock = clock;
    }

    /**
     * Judges a photo of a contact.
     *
     * @param chosen the meter that the customer named; null to find out
     */
    void judge(TenantId tenant, ReadingCaptured photo, Contact contact, @Nullable Meter chosen) {
        if (isOver(photo.photoId())) {
            return;
        }
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
            case Choice.None<Meter> none -> say.refused(origin, photo, null, RefusalCode.NO_METER, Evidence.NONE);
        }
    }

    /** Keeps a photo whose sender nobody knows. */
    void holdForUnknownSender(TenantId tenant, ReadingCaptured photo) {
        hold(photo, HeldPhotos.Reason.UNKNOWN_SENDER);
        var origin = Origins.of(tenant, photo);
        say.held(origin, photo, HeldPhotos.Reason.UNKNOWN_SENDER, new PhotoNews.Held(origin, false));
    }

    /** Turns down a photo that was held, and that nobody claimed. */
    void giveUp(TenantId tenant, ReadingCaptured photo) {
        if (!isOver(photo.photoId())) {
            say.refused(Origins.of(tenant, photo), photo, null, RefusalCode.NOT_CLAIMED, Evidence.NONE);
        }
    }

    /** Whether a photo has had its last word: another version of the reader may have had it while the photo was held. */
    boolean isOver(String photoId) {
        return verdicts.of(photoId)
                .filter(verdict -> verdict.kind().isLastWord())
                .isPresent();
    }

    private void ask(List<Meter> meters, PhotoOrigin origin, ReadingCaptured photo) {
        hold(photo, HeldPhotos.Reason.WHICH_METER);
        say.held(origin, photo, HeldPhotos.Reason.WHICH_METER, new PhotoNews.WhichMeter(origin, meters, false));
    }

    private void hold(ReadingCaptured photo, HeldPhotos.Reason reason) {
        var now = clock.instant();
        held.hold(photo, reason, now, now.plus(PATIENCE));
    }

    private void judgeOn(Meter chosen, PhotoOrigin origin, Sighting sighting, ReadingCaptured photo) {
        var meter = customers.lockMeter(chosen.id()).orElseThrow();
        var facts = knowledge.of(origin.tenant(), meter, photo.receivedAt());
        var period = say.periodOf(origin);
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
            case Verdict.Accepted accepted -> say.accepted(accepted, meter, origin, photo, period);
            case Verdict.Doubted doubted -> say.doubted(doubted, meter, origin, photo, period);
            case Verdict.Refused refused -> say.refused(origin, photo, meter, refused.code(), refused.evidence());
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
            say.refused(origin, photo, meter, code, earlier.evidence());
            return;
        }
        var doubted = Validation.alsoDoubted(verdict, DoubtCode.SAME_PHOTO, seen(earlier, meter));
        settle(doubted, meter, origin, photo, period);
    }

    private static Sighting sighting(ReadingCaptured photo) {
        return new Sighting(
                photo.candidates(), photo.meterType(), photo.serial(), photo.findings(), photo.receivedAt());
    }
}
