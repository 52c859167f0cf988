package org.meterline.ocr.reader;

/**
 * How many of the last digits stand behind the point.
 *
 * @param chance how likely that is among all ways to set the point
 */
record Decimals(int count, double chance) {

    private static final double CERTAIN = 1e-4;

    /** The likeliest place of the point, which has at least one digit before it, from each digit's chance to stand behind it. */
    static Decimals of(double[] behind) {
        var chances = new double[behind.length];
        var best = 0;
        var sum = 0.0;
        for (var count = 0; count < behind.length; count++) {
            chances[count] = chance(behind, behind.length - count);
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
