package org.meterline.ocr.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The surest answers, as many as can be taken before too many of them are wrong.
 *
 * @param from the least confidence that is taken; above 1 when none is
 * @param right the right ones among them, of all pictures
 */
record Confident(double from, Share right) {

    private static final double NONE = 1.1;

    /** Those of which no more were wrong than wanted. Others might have been, had other pictures been taken. */
    static Confident counted(List<Judged> all, double error) {
        return taken(all, error, Share::value);
    }

    /** Those of which no more are wrong than wanted whatever pictures are taken, as far as this many can tell: by Wilson's upper bound. */
    static Confident promised(List<Judged> all, double error) {
        return taken(all, error, Share::high);
    }

    boolean isAny() {
        return right.count() > 0;
    }

    /** Answers of the same confidence are taken together, or not at all. */
    private static Confident taken(List<Judged> all, double error, ToDoubleFunction<Share> howManyWrong) {
        var surestFirst = all.stream()
                .sorted(Comparator.comparingDouble(Confident::confidence).reversed())
                .toList();
        var best = new Confident(NONE, new Share(0, all.size()));
        var wrong = 0;
        for (var at = 0; at < surestFirst.size(); at++) {
            wrong += surestFirst.get(at).isRight() ? 0 : 1;
            var taken = at + 1;
            var confidence = confidence(surestFirst.get(at));
            var isLast = taken == surestFirst.size() || confidence(surestFirst.get(taken)) < confidence;
            if (isLast && howManyWrong.applyAsDouble(new Share(wrong, taken)) <= error) {
                best = new Confident(confidence, new Share(taken - wrong, all.size()));
            }
        }
        return best;
    }

    private static double confidence(Judged judged) {
        return judged.answer().confidence();
    }
}
