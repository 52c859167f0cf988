package org.meterline.readings.domain;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.meterline.contracts.MeterType;
import org.meterline.readings.MeterIndex;

/**
 * A household's meter over a year, as it truly was: its own level, seasons, months that differ, now and then a leak, an empty
 * house, a register that begins again at zero.
 *
 * @param opening what the utility's books begin with
 * @param truth what it showed when each photo was taken
 */
record SimulatedMeter(Register register, Limits limits, History.Point opening, List<Shown> truth) {

    private static final int MONTHS = 12;
    private static final double HOUSEHOLDS_DIFFER = 0.7;
    private static final double MONTHS_DIFFER = 0.25;
    private static final double SEASON = 0.4;
    private static final double LEAK = 0.01;
    private static final double EMPTY = 0.01;
    private static final Instant START = Instant.parse("2025-11-21T08:00:00Z");

    /** What it showed at a moment. */
    record Shown(MeterIndex index, Instant at) {}

    private record Model(MeterType kind, int digits, int decimals, String perDay) {}

    private static final List<Model> MODELS = List.of(
            new Model(MeterType.ELECTRICITY, 5, 1, "10"),
            new Model(MeterType.ELECTRICITY, 6, 0, "10"),
            new Model(MeterType.WATER, 5, 3, "0.4"),
            new Model(MeterType.WATER, 4, 3, "0.4"),
            new Model(MeterType.GAS, 5, 3, "2"));

    /** The year of one household. */
    static SimulatedMeter some(SplittableRandom random) {
        var model = MODELS.get(random.nextInt(MODELS.size()));
        var register = new Register(model.kind(), model.digits(), model.decimals(), BigDecimal.ONE);
        var household = Limits.of(model.kind());
        var limits = new Limits(
                new BigDecimal("0.90"),
                household.confidenceFloor(),
                new BigDecimal("5"),
                household.calmPerDay(),
                household.mostPerDay());
        var perDay = new BigDecimal(model.perDay())
                .movePointRight(MeterIndex.DECIMALS_MAX)
                .multiply(factor(HOUSEHOLDS_DIFFER, random));
        var index = random.nextLong(register.capacityThousandths());
        var at = START;
        var opening = new History.Point(shown(index, register), at, null);
        var truth = new ArrayList<Shown>();
        for (var month = 0; month < MONTHS; month++) {
            var days = 26 + random.nextInt(9);
            at = at.plus(Duration.ofDays(days)).plus(Duration.ofMinutes(random.nextInt(600)));
            var season = BigDecimal.valueOf(1 + SEASON * StrictMath.sin(2 * Math.PI * month / MONTHS));
            var moved =
                    perDay.multiply(BigDecimal.valueOf(days)).multiply(season).multiply(factor(MONTHS_DIFFER, random));
            if (random.nextDouble() < LEAK) {
                moved = moved.multiply(BigDecimal.valueOf(3 + random.nextInt(6)));
            } else if (random.nextDouble() < EMPTY) {
                moved = BigDecimal.ZERO;
            }
            index = (index + moved.longValue()) % register.capacityThousandths();
            truth.add(new Shown(shown(index, register), at));
        }
        return new SimulatedMeter(register, limits, opening, truth);
    }

    /** The dial as it truly stood. */
    String dial(Shown shown) {
        return shown.index().onDial(register.digits(), register.decimals());
    }

    private static MeterIndex shown(long thousandths, Register register) {
        return new MeterIndex(thousandths - thousandths % register.stepThousandths());
    }

    private static BigDecimal factor(double spread, SplittableRandom random) {
        return BigDecimal.valueOf(StrictMath.exp(spread * random.nextGaussian()));
    }
}
