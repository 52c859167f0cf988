package org.meterline.contracts;

import java.math.BigDecimal;
import java.util.List;

/**
 * One way to read a dial.
 *
 * @param dial the digits as they stand on the dial, leading zeros kept, a point before the decimals if there are any:
 *     {@code "01234.567"}
 * @param confidence the chance that the whole dial is right, 0 to 1, at most three decimals
 * @param digits the digits of {@code dial} from left to right, without the point
 */
public record Candidate(String dial, BigDecimal confidence, List<Digit> digits) {

    /**
     * One digit of a dial. A wheel that has not arrived at its next digit counts as the lower one.
     *
     * @param value one character, 0 to 9
     * @param confidence the chance that it is right, 0 to 1, at most three decimals
     * @param turning whether the wheel has left this digit and not reached the next
     * @param alternatives what else it may be, likeliest first; empty when the reader thought of nothing else
     */
    public record Digit(String value, BigDecimal confidence, boolean turning, List<Alternative> alternatives) {

        public Digit {
            // events of readers that know no alternatives lack the field
            alternatives = alternatives == null ? List.of() : List.copyOf(alternatives);
        }

        /** A digit that the reader saw no alternative to. */
        public Digit(String value, BigDecimal confidence, boolean turning) {
            this(value, confidence, turning, List.of());
        }
    }

    /**
     * Another digit that one place of a dial may show.
     *
     * @param value one character, 0 to 9
     * @param confidence the chance that it is this one, 0 to 1, at most three decimals
     */
    public record Alternative(String value, BigDecimal confidence) {}

    /** Whether the wheel that counts whole units has left its digit and not reached the next. */
    public boolean unitTurns() {
        var integers = dial.indexOf('.') < 0 ? digits.size() : dial.indexOf('.');
        return integers > 0 && digits.get(integers - 1).turning();
    }
}
