package org.meterline.review;

import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.meterline.customers.Customers;
import org.meterline.customers.Meter;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.CloseDoubt;
import org.meterline.readings.MeterIndex;
import org.meterline.review.Doubt.Decided;
import org.meterline.review.Doubt.Status;
import org.meterline.review.domain.Doubts;

/**
 * Takes a person's decision about a doubted reading: once. The same decision again is answered with the first; another one is
 * turned down. The reading, the decision and the news for the customer are one transaction.
 */
@Singleton
public class DecideDoubt {

    /** What came of it. */
    public sealed interface Outcome {
        /** It is decided so, now or by the same decision before. */
        record Done(Doubt doubt) implements Outcome {}

        /** Somebody decided it differently before. */
        record DecidedDifferently(Doubt doubt) implements Outcome {}

        /** The meter cannot show such an index. */
        record NotOnThisDial(int digits, int decimals) implements Outcome {}

        /** There is no such doubt. */
        record Unknown() implements Outcome {}
    }

    private final TenantTransactions transactions;
    private final Customers customers;
    private final Doubts doubts;
    private final CloseDoubt closeDoubt;
    private final ApplicationEventPublisher<ReviewNews> news;
    private final InstantSource clock;

    DecideDoubt(
            TenantTransactions transactions,
            Customers customers,
            Doubts doubts,
            CloseDoubt closeDoubt,
            ApplicationEventPublisher<ReviewNews> news,
            InstantSource clock) {
        this.transactions = transactions;
        this.customers = customers;
        this.doubts = doubts;
        this.closeDoubt = closeDoubt;
        this.news = news;
        this.clock = clock;
    }

    /**
     * Decides a doubt.
     *
     * @param by the name of the member of staff
     */
    public Outcome decide(TenantId tenant, DoubtId id, Decision decision, String by) {
        return transactions.in(tenant, () -> {
            var found = doubts.lock(id);
            if (found.isEmpty()) {
                return new Outcome.Unknown();
            }
            var doubt = found.get();
            var wanted = wanted(doubt, decision, by);
            if (doubt.decision() != null) {
                return same(doubt.decision(), wanted) ? new Outcome.Done(doubt) : new Outcome.DecidedDifferently(doubt);
            }
            var meter = customers.meter(doubt.meter()).orElseThrow();
            if (wanted.index() != null && !shows(meter, wanted.index())) {
                return new Outcome.NotOnThisDial(meter.digits(), meter.decimals());
            }
            return new Outcome.Done(close(doubt, wanted, meter));
        });
    }

    private Decided wanted(Doubt doubt, Decision decision, String by) {
        var now = clock.instant();
        return switch (decision) {
            case Decision.Accept accept -> new Decided(Status.ACCEPTED, doubt.index(), by, now, null);
            case Decision.Correct(var index)
            when index.equals(doubt.index()) ->
                new Decided(Status.ACCEPTED, index, by, now, null); // a correction to what was read is none
            case Decision.Correct(var index) -> new Decided(Status.CORRECTED, index, by, now, null);
            case Decision.Reject(var reason) -> new Decided(Status.REJECTED, null, by, now, reason);
        };
    }

    private static boolean same(Decided made, Decided wanted) {
        return made.status() == wanted.status() && Objects.equals(made.index(), wanted.index());
    }

    private static boolean shows(Meter meter, MeterIndex index) {
        var onDial = MeterIndex.parse(index.onDial(meter.digits(), meter.decimals()));
        return onDial.filter(index::equals).isPresent()
                && index.onDial(meter.digits(), 0).length() == meter.digits();
    }

    private Doubt close(Doubt doubt, Decided decided, Meter meter) {
        if (!doubts.decide(doubt.id(), decided)) {
            throw new IllegalStateException("doubt " + doubt.id() + " was decided while it was locked");
        }
        news.publishEvent(told(doubt, decided, meter));
        return doubts.withId(doubt.id()).orElseThrow();
    }

    private ReviewNews told(Doubt doubt, Decided decided, Meter meter) {
        @Nullable MeterIndex index = decided.index();
        var origin = doubt.origin();
        if (index == null) {
            closeDoubt.asNone(origin.tenant(), origin.photoId());
            return new ReviewNews.Rejected(
                    origin, doubt.meterSerial(), doubt.meterType(), doubt.dial(), doubt.period(), decided.reason());
        }
        var reading = closeDoubt.asReading(origin.tenant(), origin.photoId(), origin.receivedAt(), index, decided.by());
        var dial = index.onDial(meter.digits(), meter.decimals());
        return decided.status() == Status.CORRECTED
                ? new ReviewNews.Corrected(
                        origin,
                        doubt.meterSerial(),
                        doubt.meterType(),
                        reading.id(),
                        index,
                        dial,
                        reading.period(),
                        reading.consumption())
                : new ReviewNews.Accepted(
                        origin,
                        doubt.meterSerial(),
                        doubt.meterType(),
                        reading.id(),
                        index,
                        dial,
                        reading.period(),
                        reading.consumption());
    }
}
