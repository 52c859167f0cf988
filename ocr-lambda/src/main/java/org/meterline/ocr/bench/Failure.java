package org.meterline.ocr.bench;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What kind of failure an answer is, as far as the label alone can tell. */
enum Failure {
    NOT_READ("nothing read"),
    SOMETHING_ELSE("read something else, or in the wrong place"),
    LENGTH("digits lost or added"),
    DECIMALS("all digits right, the point elsewhere"),
    ONE_DIGIT("one digit wrong"),
    DIGITS("several digits wrong"),
    ANSWERED("answered what nobody can read"),
    HELD_BACK("right, but not said");

    private final String words;

    Failure(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Empty for an answer that is right and said, and for silence about what cannot be read. */
    static Optional<Failure> of(Judged judged) {
        var answer = judged.answer();
        var label = judged.label();
        if (!label.readable()) {
            return answer.said() ? Optional.of(ANSWERED) : Optional.empty();
        }
        if (judged.isRight()) {
            return answer.said() ? Optional.empty() : Optional.of(HELD_BACK);
        }
        return Stream.of(Label.number(answer.reading(), true), Label.number(answer.reading(), false))
                .filter(Objects::nonNull)
                .flatMap(number -> label.accepted().stream().map(right -> of(number.toString(), right.toString())))
                .max(Comparator.naturalOrder())
                .or(() -> Optional.of(NOT_READ));
    }

    /** The mildest kinds come last. */
    private static Failure of(String digits, String right) {
        if (digits.equals(right)
                || digits.length() > 2 && right.startsWith(digits)
                || right.length() > 2 && digits.startsWith(right)) {
            return DECIMALS;
        }
        var distance = distance(digits, right);
        if (2 * distance > right.length()) {
            return SOMETHING_ELSE;
        }
        if (digits.length() != right.length()) {
            return LENGTH;
        }
        return distance == 1 ? ONE_DIGIT : DIGITS;
    }

    /** How many digits have to be changed, added or left out (Levenshtein). */
    private static int distance(String from, String to) {
        var row = new int[to.length() + 1];
        for (var j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= from.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.length(); j++) {
                var changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
