package org.meterline.ocr.bench;

import java.util.List;

/**
 * How good a reader was on some pictures.
 *
 * @param exact the number right, of the readable ones, whether it stood by it or not
 * @param near that, or one beside it
 * @param decimals right to the last decimal, of those whose label states them
 * @param said answers it stood by, of all
 * @param counted right answers, of all, when only so many of the most confident are taken that as few were wrong as wanted
 * @param promised the same when so few are wrong for certain, as far as so many pictures can tell
 * @param wrongOfSaid wrong ones among the answers it stood by
 * @param rejected unreadable pictures that it did not answer
 * @param turning answers that say a wheel is turning
 * @param calibrationError how far confidence and truth are apart on average
 */
record Figures(
        int count,
        Share exact,
        Share near,
        Share decimals,
        Share said,
        Confident counted,
        Confident promised,
        Share wrongOfSaid,
        Share rejected,
        Share turning,
        double calibrationError) {

    static Figures of(List<Judged> all, double error) {
        var readable = all.stream().filter(each -> each.label().readable()).toList();
        var unreadable = all.stream().filter(each -> !each.label().readable()).toList();
        var said = all.stream().filter(each -> each.answer().said()).toList();
        var withDecimals =
                all.stream().filter(each -> each.label().decimal() != null).toList();
        return new Figures(
                all.size(),
                Share.of(readable, Judged::isRight),
                Share.of(readable, each -> each.label().isNear(each.answer())),
                Share.of(withDecimals, each -> each.label().isExact(each.answer())),
                new Share(said.size(), all.size()),
                Confident.counted(all, error),
                Confident.promised(all, error),
                Share.of(said, each -> !each.isRight()),
                Share.of(unreadable, each -> !each.answer().said()),
                Share.of(all, each -> each.answer().turning()),
                calibrationError(all));
    }

    private static double calibrationError(List<Judged> all) {
        return Reliability.of(all).stream()
                .mapToDouble(bin -> bin.count()
                        * Math.abs(bin.meanConfidence() - bin.right().value())
                        / all.size())
                .sum();
    }
}
