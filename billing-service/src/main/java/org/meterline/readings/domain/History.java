package org.meterline.readings.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.readings.MeterIndex;

/**
 * What is known for certain about a meter around one moment: validated readings only. A reading that was doubted is not
 * among them until a person said yes, so a misread 610 for 600 cannot stand in the way of the 601 that follows.
 *
 * @param before readings up to the moment, oldest first, a bounded window
 * @param later the first reading after the moment; photos may arrive late
 */
public record History(List<Point> before, @Nullable Point later) {

    /** The most readings that are looked at. */
    public static final int POINTS_MAX = 24;

    /** How far back is looked. */
    public static final Duration WINDOW = Duration.ofDays(400);

    /** A meter that was never read. */
    public static final History EMPTY = new History(List.of(), null);

    private static final Duration DAY = Duration.ofDays(1);

    public History {
        before = before.stream().sorted(Comparator.comparing(Point::at)).toList();
    }

    /**
     * One validated reading.
     *
     * @param movedThousandths how far the register had moved since the validated reading before, rollover counted; null for a first one
     */
    public record Point(
            MeterIndex index, Instant at, @Nullable Long movedThousandths) {}

    /** A history around a moment: of readings further back than {@link #WINDOW} only the last one counts. */
    public static History around(Instant moment, List<Point> before, @Nullable Point later) {
        var all = new History(before, later).before();
        var start = moment.minus(WINDOW);
        var recent = all.stream()
                .filter(point -> !point.at().isBefore(start) || point.equals(all.getLast()))
                .toList();
        return new History(recent, later);
    }

    /** The validated reading to compare with. */
    public Optional<Point> previous() {
        return before.isEmpty() ? Optional.empty() : Optional.of(before.getLast());
    }

    /**
     * How far the register usually moves in a day, in thousandths: the median over the intervals between readings, because
     * one bad interval moves a mean and not a median. Empty with less than two readings a day apart.
     */
    public Optional<BigDecimal> usualThousandthsPerDay() {
        return median(ratesThousandthsPerDay());
    }

    /** How far the register moved in a day, in thousandths, in each of its intervals of a day or more, oldest first. */
    List<BigDecimal> ratesThousandthsPerDay() {
        var rates = new ArrayList<BigDecimal>();
        var moved = 0L;
        @Nullable Point start = null;
        for (var point : before) {
            if (start == null || point.movedThousandths() == null) {
                start = point;
                moved = 0;
                continue;
            }
            moved += point.movedThousandths();
            var time = Duration.between(start.at(), point.at());
            if (time.compareTo(DAY) >= 0) { // shorter intervals say nothing yet and are joined to the next
                rates.add(BigDecimal.valueOf(moved)
                        .multiply(BigDecimal.valueOf(DAY.toMinutes()))
                        .divide(BigDecimal.valueOf(time.toMinutes()), 3, RoundingMode.HALF_UP));
                start = point;
                moved = 0;
            }
        }
        return rates;
    }

    private static Optional<BigDecimal> median(List<BigDecimal> rates) {
        if (rates.isEmpty()) {
            return Optional.empty();
        }
        var sorted = rates.stream().sorted().toList();
        var middle = sorted.size() / 2;
        if (sorted.size() % 2 == 1) {
            return Optional.of(sorted.get(middle).max(BigDecimal.ZERO));
        }
        var two = sorted.get(middle - 1).add(sorted.get(middle));
        return Optional.of(two.divide(BigDecimal.TWO, 3, RoundingMode.HALF_UP).max(BigDecimal.ZERO));
    }
}
