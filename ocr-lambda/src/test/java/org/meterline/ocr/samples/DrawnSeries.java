package org.meterline.ocr.samples;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.meterline.contracts.MeterType;

/**
 * A year of one household's meter as photos, most of them bad: from close by to hardly legible, blurred, dark, tilted, with
 * wheels on their way. The same seed draws the same pictures.
 *
 * @param digits whole ones
 * @param opening what the utility's books begin with
 */
public record DrawnSeries(MeterType kind, int digits, int decimals, Shown opening, List<Month> months) {

    private static final int MONTHS = 12;
    private static final double HOUSEHOLDS_DIFFER = 0.7;
    private static final double MONTHS_DIFFER = 0.25;
    private static final double SEASON = 0.4;
    private static final double LEAK = 0.01;
    private static final double EMPTY = 0.01;
    private static final double ARRIVED = 0.1; // of a step: a wheel that is so near to its digit counts as it
    private static final double FARTHEST = 0.075; // shares of 1200 pixels
    private static final double NEAREST = 0.4;
    private static final Instant START = Instant.parse("2025-11-21T08:00:00Z");

    /** What the dial said at a moment. */
    public record Shown(String dial, Instant at) {}

    /** A photo of that. */
    public record Month(Shown shown, BufferedImage photo) {}

    private enum Model {
        DRUM_ELECTRICITY(MeterType.ELECTRICITY, 5, 1, 10),
        DRUM_ELECTRICITY_OF_UNITS(MeterType.ELECTRICITY, 6, 0, 10),
        LCD_ELECTRICITY(MeterType.ELECTRICITY, 6, 0, 10),
        DRUM_WATER(MeterType.WATER, 5, 3, 0.4),
        DRUM_GAS(MeterType.GAS, 5, 3, 2);

        private final MeterType kind;
        private final int digits;
        private final int decimals;
        private final double perDay;

        Model(MeterType kind, int digits, int decimals, double perDay) {
            this.kind = kind;
            this.digits = digits;
            this.decimals = decimals;
            this.perDay = perDay;
        }

        /** The counter where its last wheel stands between two digits. */
        BufferedImage drawn(String dial, double turned, double tiltDegrees, long seed) {
            return switch (this) {
                case DRUM_ELECTRICITY, DRUM_ELECTRICITY_OF_UNITS ->
                    MeterScene.drumElectricity(dial, turned, tiltDegrees, seed);
                case LCD_ELECTRICITY -> MeterScene.lcdElectricity(dial, tiltDegrees, seed);
                case DRUM_WATER -> MeterScene.drumWater(dial, tiltDegrees, seed);
                case DRUM_GAS -> MeterScene.drumGas(dial, turned, tiltDegrees, seed);
            };
        }

        String dial(long steps) {
            var shown = String.format(Locale.ROOT, "%0" + (digits + decimals) + "d", steps);
            return decimals == 0 ? shown : shown.substring(0, digits) + "." + shown.substring(digits);
        }
    }

    /** The year of one household. */
    public static DrawnSeries of(long seed) {
        var random = new SplittableRandom(seed);
        var model = Model.values()[random.nextInt(Model.values().length)];
        var capacity = Math.pow(10, model.digits + model.decimals);
        var stepsPerDay = model.perDay * Math.pow(10, model.decimals) * factor(HOUSEHOLDS_DIFFER, random);
        var steps = random.nextDouble(capacity);
        var at = START;
        var opening = new Shown(model.dial((long) steps), at);
        var months = new ArrayList<Month>();
        for (var month = 0; month < MONTHS; month++) {
            var days = random.nextInt(26, 35);
            at = at.plus(Duration.ofDays(days)).plus(Duration.ofMinutes(random.nextInt(600)));
            steps = (steps + days * stepsPerDay * factorOfMonth(month, random)) % capacity;
            var counted = (long) ((steps + ARRIVED) % capacity);
            var turned = Math.clamp(steps - counted, 0, 1);
            var scene = model.drawn(model.dial(counted), turned, random.nextDouble(-6, 6), random.nextLong());
            months.add(new Month(new Shown(model.dial(counted), at), spoilt(scene, random)));
        }
        return new DrawnSeries(model.kind, model.digits, model.decimals, opening, months);
    }

    private static double factorOfMonth(int month, SplittableRandom random) {
        var season = 1 + SEASON * StrictMath.sin(2 * Math.PI * month / MONTHS);
        var usual = season * factor(MONTHS_DIFFER, random);
        var chance = random.nextDouble();
        return chance < LEAK ? usual * random.nextInt(3, 9) : chance < LEAK + EMPTY ? 0 : usual;
    }

    private static double factor(double spread, SplittableRandom random) {
        return StrictMath.exp(spread * random.nextGaussian());
    }

    private static BufferedImage spoilt(BufferedImage scene, SplittableRandom random) {
        var distance = FARTHEST * StrictMath.pow(NEAREST / FARTHEST, random.nextDouble());
        var seen = MeterScene.farther(scene, distance);
        if (random.nextInt(3) == 0) {
            var radiusMax = Math.max(1, seen.getWidth() / 130);
            seen = MeterScene.blurred(seen, random.nextInt(1, radiusMax + 1));
        }
        if (random.nextInt(3) == 0) {
            seen = MeterScene.darkened(seen, random.nextDouble(0.2, 0.8), random.nextLong());
        }
        return seen;
    }
}
