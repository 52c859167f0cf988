package org.meterline.ocr;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.meterline.contracts.Candidate;
import org.meterline.ocr.reader.Dial;
import org.meterline.ocr.reader.Wheel;

/** A way to read a counter, as the contract tells it: up to eight digits, and up to three behind the point. */
final class DialCandidate {

    private static final int INTEGERS_MAX = 8;
    private static final int DECIMALS_MAX = 3;
    private static final double ALTERNATIVE_MIN = 0.005;

    private DialCandidate() {}

    /** Empty for more digits than meters have. A fourth digit behind the point is not told: nobody bills by it. */
    static Optional<Candidate> of(Dial dial) {
        if (dial.integers() > INTEGERS_MAX) {
            return Optional.empty();
        }
        var untold = Math.max(0, dial.decimals() - DECIMALS_MAX);
        var text = dial.text();
        return Optional.of(new Candidate(
                text.substring(0, text.length() - untold),
                probability(dial.confidence()),
                dial.wheels().subList(0, dial.wheels().size() - untold).stream()
                        .map(DialCandidate::digit)
                        .toList()));
    }

    private static Candidate.Digit digit(Wheel wheel) {
        return new Candidate.Digit(
                Integer.toString(wheel.digit()), probability(wheel.confidence()), wheel.turning(), alternatives(wheel));
    }

    /** What the confidence in the digit leaves over is shared out among the others. */
    private static List<Candidate.Alternative> alternatives(Wheel wheel) {
        var others = IntStream.rangeClosed(0, 9)
                .filter(digit -> digit != wheel.digit())
                .mapToDouble(wheel.chances()::get)
                .sum();
        return IntStream.rangeClosed(0, 9)
                .filter(digit -> digit != wheel.digit() && wheel.chances().get(digit) >= ALTERNATIVE_MIN)
                .mapToObj(digit -> new Candidate.Alternative(
                        Integer.toString(digit),
                        probability((1 - wheel.confidence()) * wheel.chances().get(digit) / others)))
                .sorted(Comparator.comparing(Candidate.Alternative::confidence)
                        .reversed()
                        .thenComparing(Candidate.Alternative::value))
                .toList();
    }

    private static BigDecimal probability(double chance) {
        return BigDecimal.valueOf(chance).setScale(3, RoundingMode.HALF_UP);
    }
}
