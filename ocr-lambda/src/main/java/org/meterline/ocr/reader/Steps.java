package org.meterline.ocr.reader;

/**
 * What the recogniser says of a strip, step by step from left to right.
 *
 * @param symbols for each step the chances that it shows nothing, and each digit from 0 to 9
 * @param decimal for each step the chance that the wheel there stands behind the point
 * @param turning for each step the chance that the wheel there is between two digits
 * @param whole the chance that the strip is one whole counter, upright
 * @param blurred the chance that it is blurred
 * @param glaring the chance that light is reflected on it
 * @param dark the chance that it is too dark
 * @param cutOff the chance that a part of it is missing
 * @param display the chance that its digits are shown by a display, and not by wheels
 */
record Steps(
        float[][] symbols,
        float[] decimal,
        float[] turning,
        double whole,
        double blurred,
        double glaring,
        double dark,
        double cutOff,
        double display) {

    static final int NOTHING = 0;
    static final int SYMBOLS = 11;

    int count() {
        return symbols.length;
    }

    /** The digits when each step is taken at its likeliest. */
    String plainly() {
        var digits = new StringBuilder();
        var before = NOTHING;
        for (var chances : symbols) {
            var likeliest = NOTHING;
            for (var symbol = 1; symbol < SYMBOLS; symbol++) {
                likeliest = chances[symbol] > chances[likeliest] ? symbol : likeliest;
            }
            if (likeliest != NOTHING && likeliest != before) {
                digits.append(likeliest - 1);
            }
            before = likeliest;
        }
        return digits.toString();
    }

    /** The chance of a digit at a step. */
    double of(int digit, int step) {
        return symbols[step][digit + 1];
    }

    /** The chance of a digit at a step, if there is any at all. */
    double amongDigits(int digit, int step) {
        return of(digit, step) / Math.max(1e-6, 1 - symbols[step][NOTHING]);
    }
}
