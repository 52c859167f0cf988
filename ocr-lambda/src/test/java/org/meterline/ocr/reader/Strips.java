package org.meterline.ocr.reader;

/** Strips as a recogniser may have seen them. */
final class Strips {

    static final float CLEAR = 0.96f;

    private Strips() {}

    /** One step a character: a digit or, for anything else, nothing; each as clear as said, the rest shared out evenly. */
    static Steps spelling(String text, float clear) {
        var symbols = new float[text.length()][Steps.SYMBOLS];
        for (var step = 0; step < text.length(); step++) {
            java.util.Arrays.fill(symbols[step], (1 - clear) / (Steps.SYMBOLS - 1));
            var character = text.charAt(step);
            symbols[step][Character.isDigit(character) ? character - '0' + 1 : Steps.NOTHING] = clear;
        }
        return steps(symbols, 0.9);
    }

    static Steps steps(float[][] symbols, double whole) {
        return new Steps(symbols, new float[symbols.length], new float[symbols.length], whole, 0, 0, 0, 0, 0);
    }

    /** The same with the wheels at some steps behind the point. */
    static Steps decimalFrom(Steps steps, int step) {
        var decimal = new float[steps.count()];
        java.util.Arrays.fill(decimal, step, steps.count(), 0.95f);
        return new Steps(
                steps.symbols(),
                decimal,
                steps.turning(),
                steps.whole(),
                steps.blurred(),
                steps.glaring(),
                steps.dark(),
                steps.cutOff(),
                steps.display());
    }

    /** A step with the chances of nothing and of some digits. */
    static float[] step(double nothing, Object... digitsAndChances) {
        var symbols = new float[Steps.SYMBOLS];
        symbols[Steps.NOTHING] = (float) nothing;
        for (var i = 0; i < digitsAndChances.length; i += 2) {
            symbols[(int) digitsAndChances[i] + 1] = ((Double) digitsAndChances[i + 1]).floatValue();
        }
        return symbols;
    }
}
