package org.meterline.stack.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** Two things measured in turns, A B A B: only what they are to each other counts, because machines have moods. */
record Pairs(Unit unit, List<Pair> all) {

    /** What is measured, and whether more of it is better. */
    enum Unit {
        PER_SECOND("%,.0f/s", true),
        MILLIS("%,.0f ms", false);

        private final String format;
        private final boolean moreIsBetter;

        Unit(String format, boolean moreIsBetter) {
            this.format = format;
            this.moreIsBetter = moreIsBetter;
        }

        String text(double value) {
            return String.format(Locale.ROOT, format, value);
        }

        String goal(double ratio) {
            return String.format(Locale.ROOT, "at %s %.2f", moreIsBetter ? "least" : "most", ratio);
        }

        boolean isReached(double ratio, double goal) {
            return moreIsBetter ? ratio >= goal : ratio <= goal;
        }
    }

    record Pair(double subject, double judge) {

        double ratio() {
            return subject / judge;
        }
    }

    /** Measures both so many times, each beginning every other pair, and says how it goes. */
    static Pairs measured(
            Report report, String name, Unit unit, int count, DoubleSupplier subject, DoubleSupplier judge) {
        var pairs = new ArrayList<Pair>();
        for (var turn = 0; turn < count; turn++) {
            var first = turn % 2 == 0 ? subject.getAsDouble() : judge.getAsDouble();
            var second = turn % 2 == 0 ? judge.getAsDouble() : subject.getAsDouble();
            var pair = turn % 2 == 0 ? new Pair(first, second) : new Pair(second, first);
            pairs.add(pair);
            report.line(String.format(
                    Locale.ROOT,
                    "  %s, pair %d: %s over %s = %.2f",
                    name,
                    turn + 1,
                    unit.text(pair.subject),
                    unit.text(pair.judge),
                    pair.ratio()));
        }
        return new Pairs(unit, List.copyOf(pairs));
    }

    double medianRatio() {
        return median(all.stream().map(Pair::ratio).toList());
    }

    double medianSubject() {
        return median(all.stream().map(Pair::subject).toList());
    }

    double medianJudge() {
        return median(all.stream().map(Pair::judge).toList());
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
