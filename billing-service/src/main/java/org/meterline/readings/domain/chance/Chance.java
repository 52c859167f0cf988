package org.meterline.readings.domain.chance;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A probability, or a weight that becomes one when it is shared out; never below zero. */
public record Chance(double value) implements Comparable<Chance> {

    public static final Chance ZERO = new Chance(0);
    public static final Chance ONE = new Chance(1);

    private static final int CONFIDENCE_SCALE = 3;

    public Chance {
        if (!(value >= 0)) {
            throw new IllegalArgumentException("no chance is " + value);
        }
    }

    /** A reader's confidence; what a careless one puts outside of 0 to 1 is brought inside. */
    public static Chance of(BigDecimal confidence) {
        return new Chance(confidence.max(BigDecimal.ZERO).min(BigDecimal.ONE).doubleValue());
    }

    /** One of so many that are all the same. */
    public static Chance oneIn(long many) {
        return new Chance(1.0 / many);
    }

    public Chance plus(Chance other) {
        return new Chance(value + other.value);
    }

    /** What is left, at least nothing. */
    public Chance minus(Chance other) {
        return new Chance(Math.max(0, value - other.value));
    }

    public Chance times(Chance other) {
        return new Chance(value * other.value);
    }

    /** The share that this is of a whole; nothing of nothing. */
    public Chance of(Chance whole) {
        return whole.value == 0 ? ZERO : new Chance(value / whole.value);
    }

    public boolean isBelow(Chance other) {
        return value < other.value;
    }

    /** As a confidence, 0 to 1, three decimals, rounded down. */
    public BigDecimal confidence() {
        return BigDecimal.valueOf(Math.min(1, value)).setScale(CONFIDENCE_SCALE, RoundingMode.DOWN);
    }

    @Override
    public int compareTo(Chance other) {
        return Double.compare(value, other.value);
    }
}
