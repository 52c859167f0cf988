package org.meterline.readings.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.readings.MeterIndex;
import org.meterline.readings.domain.chance.Chance;
import org.meterline.readings.domain.chance.LogLogistic;

/**
 * What a register is expected to show at a moment, before anyone looks: a chance for every index that its dial has. Mostly it
 * moved on as this meter usually does; sometimes much more or less; sometimes not at all; and a small share is kept for
 * anything whatever, an exchanged meter or a wrong book, so that no true surprise becomes impossible. A register that passes its
 * end goes on from zero.
 */
final class Expectation {

    private static final Chance AS_USUAL = new Chance(0.90);
    private static final Chance OTHERWISE = new Chance(0.08);
    private static final Chance ANYTHING = new Chance(0.02);

    /** A register rarely stands quite still; one that did before does so again. Counted as a 200th of ten months. */
    private static final BigDecimal STILL_BEFORE = new BigDecimal("0.05");

    private static final BigDecimal MONTHS_BEFORE = BigDecimal.TEN;

    private static final BigDecimal SPREAD_OF_A_CHANGE = new BigDecimal("1.2");
    private static final BigDecimal SPREAD_OF_HOUSEHOLDS = new BigDecimal("1.3");
    private static final BigDecimal SPREAD_BETWEEN_READINGS = new BigDecimal("0.5");

    /** A household's median as a share of what is never too high. */
    private static final BigDecimal USUAL_OF_CALM = new BigDecimal("0.5");

    /** A house that stood empty may be lived in again. */
    private static final BigDecimal LIVED_IN = new BigDecimal("0.1");

    private static final BigDecimal HOURS_PER_DAY = BigDecimal.valueOf(24);
    private static final int LEAST_LIKELY_PERCENT = 5;
    private static final int SCALE = 6;

    private final Register register;
    private final long stepThousandths;
    private final long steps;
    private final @Nullable Long previous;
    private final long movedMax;
    private final Chance still;
    private final @Nullable LogLogistic usual;
    private final @Nullable LogLogistic otherwise;

    private Expectation(
            Register register,
            @Nullable Long previous,
            long movedMax,
            Chance still,
            @Nullable LogLogistic usual,
            @Nullable LogLogistic otherwise) {
        this.register = register;
        this.stepThousandths = register.stepThousandths();
        this.steps = register.capacityThousandths() / stepThousandths;
        this.previous = previous;
        this.movedMax = movedMax;
        this.still = still;
        this.usual = usual;
        this.otherwise = otherwise;
    }

    /** What the history of a register lets expect at a moment. */
    static Expectation of(Register register, History history, Instant at, Limits limits) {
        var step = register.stepThousandths();
        var steps = register.capacityThousandths() / step;
        var later = history.later();
        if (history.previous().isEmpty()) {
            var most = later == null ? steps - 1 : later.index().thousandths() / step;
            return new Expectation(register, null, most, Chance.ZERO, null, null);
        }
        var point = history.previous().get();
        var previous = point.index().thousandths() / step;
        var days = days(point.at(), at);
        if (later != null) {
            var between = Math.floorMod(later.index().thousandths() / step - previous, steps);
            var share = days.divide(days(point.at(), later.at()), SCALE, RoundingMode.HALF_UP);
            var median = BigDecimal.valueOf(between).multiply(share);
            var usual = LogLogistic.guessed(median, SPREAD_BETWEEN_READINGS);
            var other = LogLogistic.guessed(median, SPREAD_OF_A_CHANGE);
            return new Expectation(register, previous, between, still(history), usual, other);
        }
        var household = inSteps(
                limits.calmPerDay()
                        .multiply(USUAL_OF_CALM)
                        .divide(register.multiplier(), SCALE, RoundingMode.HALF_UP)
                        .movePointRight(MeterIndex.DECIMALS_MAX),
                days,
                step);
        var rate = history.usualThousandthsPerDay();
        if (rate.isEmpty()) {
            var guess = LogLogistic.guessed(household, SPREAD_OF_HOUSEHOLDS);
            return new Expectation(register, previous, steps - 1, still(history), guess, guess);
        }
        var own = inSteps(rate.get(), days, step);
        return new Expectation(
                register,
                previous,
                steps - 1,
                still(history),
                LogLogistic.learned(own, history.ratesThousandthsPerDay(), rate.get(), days),
                LogLogistic.guessed(own.max(household.multiply(LIVED_IN)), SPREAD_OF_A_CHANGE));
    }

    private static Chance still(History history) {
        var rates = history.ratesThousandthsPerDay();
        var stood = rates.stream().filter(rate -> rate.signum() == 0).count();
        return Chance.of(BigDecimal.valueOf(stood)
                .add(STILL_BEFORE)
                .divide(BigDecimal.valueOf(rates.size()).add(MONTHS_BEFORE), SCALE, RoundingMode.HALF_UP));
    }

    /** Whether anything at all is known of this register. */
    boolean knowsSomething() {
        return previous != null;
    }

    /** The chance of an index. Those of all that the dial can show add up to one. */
    Chance of(MeterIndex index) {
        var shown = index.thousandths() / stepThousandths;
        var anything = Chance.oneIn(steps);
        if (previous == null) {
            var below = shown <= movedMax ? Chance.oneIn(movedMax + 1) : Chance.ZERO;
            return ANYTHING.times(anything).plus(Chance.ONE.minus(ANYTHING).times(below));
        }
        var moved = Math.floorMod(shown - previous, steps);
        var went =
                ANYTHING.times(anything).plus(share(AS_USUAL, usual, moved)).plus(share(OTHERWISE, otherwise, moved));
        return Chance.ONE.minus(still).times(went).plus(moved == 0 ? still : Chance.ZERO);
    }

    private Chance share(Chance share, @Nullable LogLogistic movement, long moved) {
        return movement == null ? Chance.ZERO : share.times(movement.exactly(moved, movedMax));
    }

    /** How many times likelier an index is than it would be if nothing were known. */
    Chance lift(MeterIndex index) {
        return of(index).of(Chance.oneIn(steps));
    }

    /** Where the index is nine times of ten when all is as usual, as it stands on the dial; empty when nothing is known. */
    Optional<String> range() {
        if (previous == null || usual == null) {
            return Optional.empty();
        }
        return Optional.of(afterMoving(usual.percentile(LEAST_LIKELY_PERCENT)) + " – "
                + afterMoving(usual.percentile(100 - LEAST_LIKELY_PERCENT)));
    }

    private String afterMoving(long moved) {
        var from = previous == null ? 0 : previous;
        var index = new MeterIndex((from + Math.min(moved, movedMax)) % steps * stepThousandths);
        return index.onDial(register.digits(), register.decimals());
    }

    private static BigDecimal inSteps(BigDecimal thousandthsPerDay, BigDecimal days, long step) {
        return thousandthsPerDay.multiply(days).divide(BigDecimal.valueOf(step), SCALE, RoundingMode.HALF_UP);
    }

    private static BigDecimal days(Instant from, Instant to) {
        var hours = Math.max(1, Duration.between(from, to).toHours());
        return BigDecimal.valueOf(hours).divide(HOURS_PER_DAY, SCALE, RoundingMode.HALF_UP);
    }
}
