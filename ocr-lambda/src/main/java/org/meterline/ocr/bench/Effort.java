package org.meterline.ocr.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The processor's time that somebody takes for a picture.
 *
 * @param millis of each picture, in ascending order; empty where nobody knows
 */
record Effort(String name, List<Double> millis) {

    static Effort of(String name, List<Judged> all) {
        return of(name, all.stream().map(each -> each.answer().cpuMillis()));
    }

    /** What nobody knows is negative, and left out. */
    static Effort of(String name, Stream<Double> millis) {
        return new Effort(name, millis.filter(each -> each >= 0).sorted().toList());
    }

    boolean isKnown() {
        return !millis.isEmpty();
    }

    double mean() {
        return millis.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** How many times as much as somebody else's it is. */
    double of(Effort other) {
        return mean() / other.mean();
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%-28s %7.0f ms of CPU per picture (median %.0f, 95 %% within %.0f)",
                name,
                mean(),
                millis.get(millis.size() / 2),
                millis.get((int) (millis.size() * 0.95)));
    }
}
