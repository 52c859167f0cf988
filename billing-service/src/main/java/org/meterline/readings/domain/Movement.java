package org.meterline.readings.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.meterline.readings.Evidence;
import org.meterline.readings.Fact;
import org.meterline.readings.MeterIndex;

/**
 * How far a register moved since the last validated reading, and whether that can be.
 *
 * @param movedThousandths on the dial, rollover counted; negative for a register that went back; null for a first reading
 * @param evidence the numbers behind the judgement, without dates: those depend on the tenant's zone
 */
public record Movement(Kind kind, @Nullable Long movedThousandths, Evidence evidence) {

    /** What a movement looks like. */
    public enum Kind {
        /** There is nothing to compare with. */
        FIRST,
        /** Not moved at all. */
        NONE,
        /** Forward, by a believable amount. */
        FORWARD,
        /** Past the end of the register, by a believable amount. */
        ROLLOVER,
        /** Forward, by more than is usual for this meter. */
        HIGH,
        /** Forward, by more than is believed of any meter of the kind. */
        EXTREME,
        /** Backward. */
        BACKWARD,
        /** Beyond what the meter showed later. */
        BEYOND_LATER
    }

    /**
     * Days after the last reading that limits grow with. Without an end, a limit per day would believe anything of a meter
     * that was not read for a year.
     */
    static final long DAYS_MAX = 100;

    private static final Duration DAY = Duration.ofDays(1);

    /** Whether nobody would doubt it. */
    boolean isBelievable() {
        return switch (kind) {
            case FIRST, NONE, FORWARD, ROLLOVER -> true;
            case HIGH, EXTREME, BACKWARD, BEYOND_LATER -> false;
        };
    }

    /** The movement to an index at a moment. */
    public static Movement to(MeterIndex index, Instant at, Register register, History history, Limits limits) {
        var later = history.later();
        var previous = history.previous();
        if (later != null && index.compareTo(later.index()) > 0 && !register.mayHaveRolledOver(index, later.index())) {
            var moved = previous.map(
                            point -> index.thousandths() - point.index().thousandths())
                    .orElse(null);
            return new Movement(Kind.BEYOND_LATER, moved, Evidence.NONE.with(Fact.LATER_INDEX, later.index()));
        }
        if (previous.isEmpty()) {
            return new Movement(Kind.FIRST, null, Evidence.NONE);
        }
        return since(previous.get(), index, at, register, history, limits);
    }

    private static Movement since(
            History.Point previous, MeterIndex index, Instant at, Register register, History history, Limits limits) {
        var difference = index.thousandths() - previous.index().thousandths();
        var rolledOver = difference < 0 && register.mayHaveRolledOver(previous.index(), index);
        var moved = rolledOver ? difference + register.capacityThousandths() : difference;
        var days = startedDays(previous.at(), at);
        var consumption = register.consumption(moved);
        var evidence = Evidence.NONE
                .with(Fact.PREVIOUS_INDEX, previous.index())
                .with(Fact.CONSUMPTION, consumption)
                .with(Fact.DAYS, days);
        if (moved < 0) {
            return new Movement(Kind.BACKWARD, moved, evidence);
        }
        if (moved == 0) {
            return new Movement(Kind.NONE, moved, evidence);
        }
        var countedDays = BigDecimal.valueOf(Math.min(days, DAYS_MAX));
        var most = limits.mostPerDay().multiply(countedDays);
        if (consumption.compareTo(most) > 0) {
            // A register that "rolled over" and then ran far is rather one that was misread or exchanged.
            return rolledOver
                    ? new Movement(
                            Kind.BACKWARD,
                            difference,
                            evidence.with(Fact.CONSUMPTION, register.consumption(difference)))
                    : new Movement(Kind.EXTREME, moved, evidence.with(Fact.CONSUMPTION_LIMIT, most));
        }
        var usual = history.usualThousandthsPerDay()
                .map(rate -> rate.movePointLeft(MeterIndex.DECIMALS_MAX)
                        .multiply(register.multiplier())
                        .setScale(MeterIndex.DECIMALS_MAX, RoundingMode.HALF_UP));
        if (usual.isPresent()) {
            evidence = evidence.with(Fact.USUAL_PER_DAY, usual.get());
            var limit = usual.get()
                    .multiply(limits.usualTimes())
                    .max(limits.calmPerDay())
                    .multiply(countedDays);
            if (consumption.compareTo(limit) > 0) {
                return new Movement(Kind.HIGH, moved, evidence.with(Fact.CONSUMPTION_LIMIT, limit));
            }
        }
        return new Movement(rolledOver ? Kind.ROLLOVER : Kind.FORWARD, moved, evidence);
    }

    private static long startedDays(Instant from, Instant to) {
        var minutes = Math.max(0, Duration.between(from, to).toMinutes());
        return Math.max(1, Math.ceilDiv(minutes, DAY.toMinutes()));
    }
}
