package org.meterline.ocr.bench;

import java.util.ArrayList;
import java.util.List;

/** The answers of one tenth of the scale of confidence: what was promised and what was kept. */
record Reliability(double from, double to, int count, double meanConfidence, Share right) {

    private static final int BINS = 10;

    /** The bins that hold answers, from the least confident. */
    static List<Reliability> of(List<Judged> all) {
        var bins = new ArrayList<Reliability>();
        for (var bin = 0; bin < BINS; bin++) {
            var number = bin;
            var members = all.stream()
                    .filter(each -> Math.min(BINS - 1, (int) (each.answer().confidence() * BINS)) == number)
                    .toList();
            if (!members.isEmpty()) {
                bins.add(new Reliability(
                        (double) bin / BINS,
                        (bin + 1.0) / BINS,
                        members.size(),
                        members.stream()
                                .mapToDouble(each -> each.answer().confidence())
                                .average()
                                .orElseThrow(),
                        Share.of(members, Judged::isRight)));
            }
        }
        return bins;
    }
}
