package org.meterline.ocr.reader;

import java.util.Map;

/**
 * How many of the last digits stand behind the point.
 *
 * @param chance how likely that is among all ways to set the point
 */
record Decimals(int count, double chance) {

    private static final double CERTAIN = 1e-4;

    /**
     * How usual it is that of so many wheels none, one, two or three stand behind the point, as shares of what is most usual: water and
     * gas are counted by five wheels and three, electricity by five or six and none or one. It sways what the eye leaves open.
     */
    private static final Map<Integer, double[]> WHEELS_USUAL = Map.of(
            5, new double[] {1, 0.35, 0.2, 0.15},
            6, new double[] {1, 1, 0.6, 0.35},
            7, new double[] {0.65, 1, 0.85, 0.85},
            8, new double[] {0.25, 0.25, 0.35, 1});

    private static final double UNUSUAL = 0.1;

    /** The likeliest place of the point among the digits of a display, from each digit's chance to stand behind it. */
    static Decimals ofDisplay(double[] behind) {
        return likeliest(behind, new double[0], 1);
    }

    /** The likeliest place of the point among wheels, from each wheel's chance to stand behind it and from what is usual. */
    static Decimals ofWheels(double[] behind) {
        var usual = WHEELS_USUAL.get(behind.length);
        return usual == null ? ofDisplay(behind) : likeliest(behind, usual, UNUSUAL);
    }

    /** At least one digit stands before the point. */
    private static Decimals likeliest(double[] behind, double[] usual, double unusual) {
        var chances = new double[behind.length];
        var best = 0;
        var sum = 0.0;
        for (var count = 0; count < behind.length; count++) {
            chances[count] = chance(behind, behind.length - count) * (count < usual.length ? usual[count] : unusual);
            best = chances[count] > chances[best] ? count : best;
            sum += chances[count];
        }
        return new Decimals(best, chances[best] / sum);
    }

    private static double chance(double[] behind, int point) {
        var chance = 1.0;
        for (var place = 0; place < behind.length; place++) {
            var bounded = Math.clamp(behind[place], CERTAIN, 1 - CERTAIN);
            chance *= place < point ? 1 - bounded : bounded;
        }
        return chance;
    }
}
