package org.meterline.readings.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.meterline.contracts.MeterType;
import org.meterline.readings.MeterIndex;

/**
 * The counting part of a meter.
 *
 * @param kind what it counts: kWh for electricity, cubic metres for water and gas
 * @param digits whole digits on the dial, 1 to 8
 * @param decimals digits behind the point, 0 to 3
 * @param multiplier what one unit on the dial stands for; a transformer's factor, else 1
 */
public record Register(MeterType kind, int digits, int decimals, BigDecimal multiplier) {

    private static final int BASE = 10;
    private static final long[] THOUSANDTHS = {1_000, 100, 10, 1};
    private static final int PROBABLE_END_PERCENT = 90;

    public Register {
        if (digits < 1 || digits > MeterIndex.DIGITS_MAX) {
            throw new IllegalArgumentException("a register has 1 to 8 digits, not " + digits);
        }
        if (decimals < 0 || decimals > MeterIndex.DECIMALS_MAX) {
            throw new IllegalArgumentException("a register has 0 to 3 decimals, not " + decimals);
        }
        if (multiplier.signum() <= 0) {
            throw new IllegalArgumentException("a multiplier is above zero");
        }
    }

    /** One step of the last wheel, in thousandths. */
    public long stepThousandths() {
        return THOUSANDTHS[decimals];
    }

    /**
     * The indexes that the register would show were one wheel on another digit, nine of them.
     *
     * @param wheel counted from the left, from 0
     */
    List<MeterIndex> others(MeterIndex index, int wheel) {
        var turn = stepThousandths();
        for (var right = wheel + 1; right < digits + decimals; right++) {
            turn *= BASE;
        }
        var shown = index.thousandths() / turn % BASE;
        var others = new ArrayList<MeterIndex>();
        for (var other = 0; other < BASE; other++) {
            if (other != shown) {
                others.add(new MeterIndex(index.thousandths() + (other - shown) * turn));
            }
        }
        return others;
    }

    /** Where the register begins again at zero, in thousandths. */
    public long capacityThousandths() {
        var capacity = 1_000L;
        for (var digit = 0; digit < digits; digit++) {
            capacity *= 10;
        }
        return capacity;
    }

    /** Whether the register may have passed its end between two indexes: the first in its last tenth, the second in its first. */
    public boolean mayHaveRolledOver(MeterIndex from, MeterIndex to) {
        var lastTenth = capacityThousandths() / 100 * PROBABLE_END_PERCENT;
        var firstTenth = capacityThousandths() - lastTenth;
        return from.thousandths() >= lastTenth && to.thousandths() < firstTenth;
    }

    /** Whether the dial can show an index. */
    public boolean shows(MeterIndex index) {
        return index.thousandths() < capacityThousandths();
    }

    /** What was consumed when the register moved: thousandths on the dial times the multiplier, three decimals, cut off. */
    public BigDecimal consumption(long movedThousandths) {
        return BigDecimal.valueOf(movedThousandths, MeterIndex.DECIMALS_MAX)
                .multiply(multiplier)
                .setScale(MeterIndex.DECIMALS_MAX, RoundingMode.DOWN);
    }
}
