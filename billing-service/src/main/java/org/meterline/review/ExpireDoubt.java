package org.meterline.review;

import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.CloseDoubt;
import org.meterline.review.Doubt.Decided;
import org.meterline.review.Doubt.Status;
import org.meterline.review.domain.Doubts;

/** Ends a doubt that nobody decided in time: there is no reading, and the customer is told. */
@Singleton
public class ExpireDoubt {

    /** Who decided, where nobody did. */
    public static final String NOBODY = "nobody in time";

    private final TenantTransactions transactions;
    private final Doubts doubts;
    private final CloseDoubt closeDoubt;
    private final ApplicationEventPublisher<ReviewNews> news;

    ExpireDoubt(
            TenantTransactions transactions,
            Doubts doubts,
            CloseDoubt closeDoubt,
            ApplicationEventPublisher<ReviewNews> news) {
        this.transactions = transactions;
        this.doubts = doubts;
        this.closeDoubt = closeDoubt;
        this.news = news;
    }

    /** False when it is decided, or its time is not over. */
    public boolean expire(TenantId tenant, DoubtId id, Instant now) {
        return transactions.in(tenant, () -> {
            var over = doubts.lock(id)
                    .filter(doubt -> doubt.status() == Status.WAITING)
                    .filter(doubt -> !doubt.expiresAt().isAfter(now));
            if (over.isEmpty() || !doubts.decide(id, new Decided(Status.EXPIRED, null, NOBODY, now, null))) {
                return false;
            }
            var doubt = over.get();
            closeDoubt.unreviewed(tenant, doubt.origin().photoId());
            news.publishEvent(new ReviewNews.Expired(doubt.origin(), doubt.meterSerial(), doubt.meterType()));
            return true;
        });
    }
}
