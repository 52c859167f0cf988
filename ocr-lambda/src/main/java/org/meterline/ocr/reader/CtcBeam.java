package org.meterline.ocr.reader;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The likeliest digits behind the recogniser's steps. A step shows a digit or nothing, and a digit that stays for several steps
 * is one: many ways lead to the same text, and their chances add up. Only the best beginnings are followed.
 */
final class CtcBeam {

    private static final int WIDTH = 8;
    private static final double NEGLIGIBLE = 1e-5;

    private CtcBeam() {}

    /** A text of digits with its chance. */
    record Text(String digits, double chance) {}

    /** A beginning's chances: after a step with nothing, and after one with its last digit. */
    private record Chances(double nothing, double digit) {

        static final Chances NONE = new Chances(0, 0);

        double sum() {
            return nothing + digit;
        }

        Chances plus(double moreNothing, double moreDigit) {
            return new Chances(nothing + moreNothing, digit + moreDigit);
        }
    }

    /** The likeliest first. */
    static List<Text> texts(Steps steps) {
        var beginnings = Map.of("", new Chances(1, 0));
        for (var step = 0; step < steps.count(); step++) {
            beginnings = best(continued(beginnings, steps.symbols()[step]));
        }
        return beginnings.entrySet().stream()
                .map(entry -> new Text(entry.getKey(), entry.getValue().sum()))
                .sorted(Comparator.comparingDouble(Text::chance).reversed().thenComparing(Text::digits))
                .toList();
    }

    private static Map<String, Chances> continued(Map<String, Chances> beginnings, float[] symbols) {
        var next = new HashMap<String, Chances>();
        beginnings.forEach((text, chances) -> {
            var last = text.isEmpty() ? -1 : text.charAt(text.length() - 1) - '0';
            var stays = last < 0 ? 0 : chances.digit() * symbols[last + 1];
            add(next, text, chances.sum() * symbols[Steps.NOTHING], stays);
            for (var digit = 0; digit <= 9; digit++) {
                if (symbols[digit + 1] > NEGLIGIBLE) {
                    // the same digit again is only a new one after nothing
                    var before = digit == last ? chances.nothing() : chances.sum();
                    add(next, text + digit, 0, before * symbols[digit + 1]);
                }
            }
        });
        return next;
    }

    private static void add(Map<String, Chances> next, String text, double nothing, double digit) {
        next.put(text, next.getOrDefault(text, Chances.NONE).plus(nothing, digit));
    }

    private static Map<String, Chances> best(Map<String, Chances> beginnings) {
        if (beginnings.size() <= WIDTH) {
            return beginnings;
        }
        var best = new HashMap<String, Chances>();
        beginnings.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Chances> entry) ->
                                entry.getValue().sum())
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(WIDTH)
                .forEach(entry -> best.put(entry.getKey(), entry.getValue()));
        return best;
    }
}
