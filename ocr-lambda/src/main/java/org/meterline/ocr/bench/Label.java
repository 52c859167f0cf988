package org.meterline.ocr.bench;

import java.math.BigInteger;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is true of one picture.
 *
 * @param file its name
 * @param group what it shows and where from: kind, country, source
 * @param readable whether a person can read it
 * @param accepted the numbers that are right, without leading zeros
 * @param decimal the whole reading where its decimals are stated
 * @param allDigits whether the numbers count every digit, not only those before the point
 */
record Label(
        String file,
        Group group,
        boolean readable,
        Set<BigInteger> accepted,
        @Nullable String decimal,
        boolean allDigits) {

    /** Where a picture belongs. */
    record Group(String kind, String country, String source) {}

    /** Whether the number is that of the label. A wheel that turns may be labelled with the digit it is going to. */
    boolean isRight(Answer answer) {
        var number = number(answer.reading(), allDigits);
        return readable
                && number != null
                && (accepted.contains(number) || answer.turning() && accepted.contains(number.add(BigInteger.ONE)));
    }

    /** Whether it is that or a neighbour. */
    boolean isNear(Answer answer) {
        var number = number(answer.reading(), allDigits);
        return readable
                && number != null
                && accepted.stream()
                        .anyMatch(right -> right.subtract(number).abs().compareTo(BigInteger.ONE) <= 0);
    }

    /** Whether the decimals are right too; false where the label does not state them. */
    boolean isExact(Answer answer) {
        return decimal != null
                && answer.reading() != null
                && withoutZeros(answer.reading()).equals(withoutZeros(decimal));
    }

    /** A reading's number, whole or before its point; null when it has none. */
    static @Nullable BigInteger number(@Nullable String reading, boolean allDigits) {
        if (reading == null) {
            return null;
        }
        var text = reading.replace(',', '.');
        var point = text.indexOf('.');
        var digits = allDigits || point < 0 ? text.replace(".", "") : text.substring(0, point);
        return !digits.isEmpty() && digits.chars().allMatch(Character::isDigit) ? new BigInteger(digits) : null;
    }

    static Set<BigInteger> numbers(Set<String> readings, boolean allDigits) {
        return readings.stream()
                .map(reading -> number(reading, allDigits))
                .filter(number -> number != null)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String withoutZeros(String reading) {
        return reading.replace(',', '.').replaceFirst("^0+", "");
    }
}
