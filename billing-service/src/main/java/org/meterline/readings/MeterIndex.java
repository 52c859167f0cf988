package org.meterline.readings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a dial shows, kept in thousandths of the register's unit so that it is always exact. */
public record MeterIndex(long thousandths) implements Comparable<MeterIndex> {

    /** The most decimals that an index keeps. */
    public static final int DECIMALS_MAX = 3;

    /** The most whole digits that an index has. */
    public static final int DIGITS_MAX = 8;

    private static final long ONE = 1_000;
    private static final long THOUSANDTHS_MAX = 99_999_999_999L; // eight wheels and three decimals
    private static final Pattern DIAL = Pattern.compile("([0-9]{1,8})(?:[.,]([0-9]{1,3}))?");

    public MeterIndex {
        if (thousandths < 0 || thousandths > THOUSANDTHS_MAX) {
            throw new IllegalArgumentException("no dial shows " + thousandths + " thousandths");
        }
    }

    /** Reads a dial as people and cameras write it, "1234,5" or "1234.500"; empty for anything else. */
    public static Optional<MeterIndex> parse(String dial) {
        var match = DIAL.matcher(dial.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        var decimals = match.group(2) == null ? "" : match.group(2);
        var padded = match.group(1) + decimals + "0".repeat(DECIMALS_MAX - decimals.length());
        return Optional.of(new MeterIndex(Long.parseLong(padded)));
    }

    /** The index as a number with three decimals. */
    public BigDecimal value() {
        return BigDecimal.valueOf(thousandths, DECIMALS_MAX);
    }

    /** The index as a number with as many decimals as the dial has; what the dial cannot show is cut off. */
    public BigDecimal value(int decimals) {
        return value().setScale(decimals, RoundingMode.DOWN);
    }

    /** The digits as they stand on a dial, {@code "01234.5"}: leading zeros kept. */
    public String onDial(int digits, int decimals) {
        var whole = String.format(Locale.ROOT, "%0" + digits + "d", thousandths / ONE);
        if (decimals == 0) {
            return whole;
        }
        var fraction = String.format(Locale.ROOT, "%03d", thousandths % ONE);
        return whole + "." + fraction.substring(0, decimals);
    }

    @Override
    public int compareTo(MeterIndex other) {
        return Long.compare(thousandths, other.thousandths);
    }

    /** The plain number, three decimals: {@code 1234.500}. */
    @Override
    public String toString() {
        return value().toPlainString();
    }
}
