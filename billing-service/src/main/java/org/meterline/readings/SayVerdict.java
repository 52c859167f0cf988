package org.meterline.readings;

import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.customers.Meter;
import org.meterline.platform.Outbox;
import org.meterline.readings.PhotoVerdict.Kind;
import org.meterline.readings.domain.BillingPeriods;
import org.meterline.readings.domain.HeldPhotos;
import org.meterline.readings.domain.Readings;
import org.meterline.readings.domain.Validation.Verdict;
import org.meterline.readings.domain.Verdicts;
import org.meterline.tenants.Tenants;

/**
 * What is done once it is clear what becomes of a photo: the verdict is kept, the message table is told the outcome, and whoever
 * listens hears the news, all in the transaction that judged it.
 */
@Singleton
class SayVerdict {

    private final Tenants tenants;
    private final Readings readings;
    private final Verdicts verdicts;
    private final Outbox outbox;
    private final ApplicationEventPublisher<PhotoNews> news;
    private final InstantSource clock;

    SayVerdict(
            Tenants tenants,
            Readings readings,
            Verdicts verdicts,
            Outbox outbox,
            ApplicationEventPublisher<PhotoNews> news,
            InstantSource clock) {
        this.tenants = tenants;
        this.readings = readings;
        this.verdicts = verdicts;
        this.outbox = outbox;
        this.news = news;
        this.clock = clock;
    }

    /** It waits for an answer of its sender. */
    void held(PhotoOrigin origin, ReadingCaptured photo, HeldPhotos.Reason reason, PhotoNews said) {
        say(verdict(origin, photo, Kind.HELD, reason.name(), null, null, Evidence.NONE, null));
        settle(origin, Outcome.ANSWERED);
        news.publishEvent(said);
    }

    /** It becomes a reading. */
    void accepted(Verdict.Accepted accepted, Meter meter, PhotoOrigin origin, ReadingCaptured photo, YearMonth period) {
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

    /** A person will look at it. */
    void doubted(Verdict.Doubted doubted, Meter meter, PhotoOrigin origin, ReadingCaptured photo, YearMonth period) {
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

    /** It is turned down. */
    void refused(
            PhotoOrigin origin, ReadingCaptured photo, @Nullable Meter meter, RefusalCode code, Evidence evidence) {
        var index = evidence.of(Fact.INDEX).flatMap(MeterIndex::parse).orElse(null);
        say(verdict(origin, photo, Kind.REFUSED, code.name(), meter, index, evidence, null));
        settle(origin, Outcome.REFUSED);
        news.publishEvent(new PhotoNews.Refused(origin, code, evidence, meter == null ? null : meter.serial(), false));
    }

    /** The billing period in which a photo was received. */
    YearMonth periodOf(PhotoOrigin origin) {
        return BillingPeriods.calendarMonths(tenants.get(origin.tenant()).zone())
                .of(origin.receivedAt());
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
                photo.readerVersion(),
                false,
                clock.instant());
    }

    private void settle(PhotoOrigin origin, Outcome outcome) {
        outbox.settle(origin.messageId(), origin.photoId(), outcome);
    }
}
