package org.meterline.readings.domain.chance;

import java.math.BigDecimal;
import java.util.List;

/**
 * How far a register moves in a while: a log-logistic distribution over steps of its last wheel. It is shaped like a log-normal
 * one with fatter tails, so that one strange month does not become impossible, and needs no error function.
 *
 * @param median in steps
 * @param shape the larger, the narrower
 */
public record LogLogistic(double median, double shape) {

    private static final double MEDIAN_MIN = 0.25; // a register that hardly moves still moves

    /** Of a household's logarithms of consumption per day from one month to another: what is believed before any is known. */
    private static final double SPREAD_BEFORE = 0.45;

    /** How many months that belief is worth. */
    private static final double MONTHS_BEFORE = 4;

    /** What one day is like compared with another; the longer the while, the less it counts. */
    private static final double SPREAD_OF_A_DAY = 0.8;

    private static final double RATIO_MIN = 0.05;

    public LogLogistic {
        if (!(median >= MEDIAN_MIN) || !(shape > 0)) {
            throw new IllegalArgumentException("no register moves like that");
        }
    }

    /** Around a median, with a standard deviation of the logarithm. */
    private static LogLogistic around(double median, double spread) {
        return new LogLogistic(Math.max(MEDIAN_MIN, median), Math.PI / (StrictMath.sqrt(3) * spread));
    }

    /** A guess: around a median, off by a factor of {@code e} or less in two of three cases when the spread is 1. */
    public static LogLogistic guessed(BigDecimal median, BigDecimal spread) {
        return around(median.doubleValue(), spread.doubleValue());
    }

    /**
     * What a meter's own past lets expect.
     *
     * @param median in steps, over the whole while
     * @param rates of its intervals so far, per day, all in the same unit
     * @param usual the median of the rates
     * @param days how long the while is
     */
    public static LogLogistic learned(BigDecimal median, List<BigDecimal> rates, BigDecimal usual, BigDecimal days) {
        var squares = MONTHS_BEFORE * SPREAD_BEFORE * SPREAD_BEFORE;
        for (var rate : rates) {
            var ratio = usual.signum() == 0 ? 1 : rate.doubleValue() / usual.doubleValue();
            var logarithm = StrictMath.log(Math.clamp(ratio, RATIO_MIN, 1 / RATIO_MIN));
            squares += logarithm * logarithm;
        }
        var ofMonths = squares / (MONTHS_BEFORE + rates.size()) * (1 + 1.0 / rates.size());
        var ofDays = SPREAD_OF_A_DAY * SPREAD_OF_A_DAY / days.doubleValue();
        return around(median.doubleValue(), StrictMath.sqrt(ofMonths + ofDays));
    }

    /** That the register stands this many whole steps further, no more than so many being possible. */
    public Chance exactly(long steps, long stepsMax) {
        if (steps < 0 || steps > stepsMax) {
            return Chance.ZERO;
        }
        var here = upTo(steps + 0.5) - upTo(steps - 0.5);
        return new Chance(Math.max(0, here) / upTo(stepsMax + 0.5));
    }

    /** The steps that are not passed in so many of a hundred cases. */
    public long percentile(int percent) {
        var odds = percent / (100.0 - percent);
        return Math.round(median * StrictMath.pow(odds, 1 / shape));
    }

    private double upTo(double steps) {
        return steps <= 0 ? 0 : 1 / (1 + StrictMath.pow(steps / median, -shape));
    }
}
