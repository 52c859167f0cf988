package org.meterline.review.adapter;

import io.micronaut.context.event.ApplicationEventListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.meterline.readings.PhotoNews;
import org.meterline.review.Doubt;
import org.meterline.review.DoubtId;
import org.meterline.review.domain.Doubts;

/** Puts every doubted reading before people, in the transaction that doubted it. */
@Singleton
final class DoubtedPhotoListener implements ApplicationEventListener<PhotoNews> {

    /** Long enough for the next reading to have made the doubt pointless. */
    private static final Duration PATIENCE = Duration.ofDays(60);

    private final Doubts doubts;
    private final InstantSource clock;

    DoubtedPhotoListener(Doubts doubts, InstantSource clock) {
        this.doubts = doubts;
        this.clock = clock;
    }

    @Override
    public void onApplicationEvent(PhotoNews news) {
        if (news instanceof PhotoNews.Doubted doubted) {
            put(doubted);
        }
    }

    private void put(PhotoNews.Doubted doubted) {
        var now = clock.instant();
        var added = doubts.add(new Doubt(
                new DoubtId(UUID.randomUUID()),
                doubted.origin(),
                doubted.meter(),
                doubted.meterSerial(),
                doubted.meterType(),
                doubted.code(),
                doubted.evidence(),
                doubted.candidates(),
                doubted.index(),
                doubted.dial(),
                doubted.period(),
                doubted.imageS3Key(),
                now,
                now.plus(PATIENCE),
                null));
        if (!added) {
            throw new IllegalStateException("photo " + doubted.photoId() + " is in doubt already");
        }
    }
}
