package org.meterline.ocr.reader;

import java.util.Arrays;

/** For each digit of a text the step at which it is clearest, on the likeliest way that the steps spell the text. */
final class Alignment {

    private static final double FLOOR = 1e-9; // a text that the steps do not spell has a place in them all the same

    private Alignment() {}

    /** One step a digit, from left to right; empty when there are more digits than steps for them. */
    static int[] peaks(String digits, Steps steps) {
        var states = 2 * digits.length() + 1; // nothing, first digit, nothing, second digit …
        var count = steps.count();
        if (states > 2 * count) {
            return new int[0];
        }
        var from = new int[count][states];
        var best = new double[states];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        best[0] = log(digits, steps, 0, 0);
        if (states > 1) {
            best[1] = log(digits, steps, 1, 0);
        }
        for (var step = 1; step < count; step++) {
            var next = new double[states];
            for (var state = 0; state < states; state++) {
                from[step][state] = predecessor(digits, best, state);
                next[state] = best[from[step][state]] + log(digits, steps, state, step);
            }
            best = next;
        }
        var last = states > 1 && best[states - 2] > best[states - 1] ? states - 2 : states - 1;
        return Double.isInfinite(best[last]) ? new int[0] : clearest(digits, steps, from, last);
    }

    private static int predecessor(String digits, double[] best, int state) {
        var chosen = state;
        if (state >= 1 && best[state - 1] > best[chosen]) {
            chosen = state - 1;
        }
        var isDigit = state % 2 == 1;
        if (isDigit && state >= 3 && digits.charAt(state / 2) != digits.charAt(state / 2 - 1)) {
            chosen = best[state - 2] > best[chosen] ? state - 2 : chosen;
        }
        return chosen;
    }

    private static int[] clearest(String digits, Steps steps, int[][] from, int last) {
        var peaks = new int[digits.length()];
        Arrays.fill(peaks, -1);
        var state = last;
        for (var step = steps.count() - 1; step >= 0; step--) {
            if (state % 2 == 1) {
                var place = state / 2;
                var digit = digits.charAt(place) - '0';
                if (peaks[place] < 0 || steps.of(digit, step) > steps.of(digit, peaks[place])) {
                    peaks[place] = step;
                }
            }
            state = from[step][state];
        }
        return peaks;
    }

    private static double log(String digits, Steps steps, int state, int step) {
        var chance =
                state % 2 == 0 ? steps.symbols()[step][Steps.NOTHING] : steps.of(digits.charAt(state / 2) - '0', step);
        return Math.log(Math.max(FLOOR, chance));
    }
}
