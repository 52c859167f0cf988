package org.meterline.readings.domain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.meterline.readings.MeterIndex;

/**
 * The digits of a dial as a reader or a person gave them, leading zeros kept.
 *
 * @param whole the digits before the point, all of them when there is none
 * @param fraction the digits after the point, empty when there is none
 */
public record Dial(String whole, String fraction) {

    private static final Pattern DIAL = Pattern.compile("([0-9]{1,14})(?:[.,]([0-9]{1,6}))?");

    private static final BigDecimal CERTAIN = BigDecimal.ONE;
    private static final BigDecimal LIKELY = new BigDecimal("0.9");
    private static final BigDecimal HARDLY_LESS = new BigDecimal("0.5");
    private static final BigDecimal HARDLY_MORE = new BigDecimal("0.4");
    private static final BigDecimal POSSIBLE = new BigDecimal("0.6");
    private static final BigDecimal RATHER_NOT = new BigDecimal("0.3");

    /** Takes a dial apart, {@code "01234.567"} or {@code "01234,567"}; empty for anything else. */
    public static Optional<Dial> parse(String text) {
        var match = DIAL.matcher(text.strip());
        return match.matches()
                ? Optional.of(new Dial(match.group(1), match.group(2) == null ? "" : match.group(2)))
                : Optional.empty();
    }

    /** All digits without the point. */
    public String digits() {
        return whole + fraction;
    }

    /**
     * One way to understand a dial as an index of a certain register.
     *
     * @param weight the share of the reader's confidence that survives the understanding, above 0 up to 1
     * @param needsHistory whether only an earlier reading can make it believable
     */
    public record Understanding(MeterIndex index, BigDecimal weight, boolean needsHistory) {}

    /**
     * Every way to understand the dial on a register, the likeliest first; empty when its digits cannot be this meter's.
     * Readers miss the point before red wheels or the red wheels themselves, displays drop leading zeros, and a utility's
     * books may know fewer decimals than the dial has.
     */
    public List<Understanding> on(Register register) {
        var ways = new ArrayList<Understanding>();
        if (!fraction.isEmpty() && whole.length() <= register.digits()) {
            addAtItsPoint(ways, register);
        }
        if (fraction.isEmpty()) {
            addWithoutPoint(ways, register, CERTAIN);
        } else if (whole.length() > register.digits()) {
            // the point itself was misread; all the more when there are just as many wheels as there should be
            addWithoutPoint(ways, register, digits().length() == wheelsOf(register) ? LIKELY : POSSIBLE);
        }
        return List.copyOf(ways);
    }

    /** Where the point is too far left for this meter, it is a display's without leading zeros, or was misread. */
    private void addAtItsPoint(List<Understanding> ways, Register register) {
        var zerosDropped = whole.length() < register.digits();
        if (zerosDropped && fraction.length() > register.decimals() && digits().length() == wheelsOf(register)) {
            addWithoutPoint(ways, register, HARDLY_LESS);
            add(ways, register, whole, fraction, HARDLY_MORE, false);
            return;
        }
        var tooFine = fraction.length() > register.decimals();
        add(ways, register, whole, fraction, zerosDropped || tooFine ? LIKELY : CERTAIN, false);
    }

    private static int wheelsOf(Register register) {
        return register.digits() + register.decimals();
    }

    private void addWithoutPoint(List<Understanding> ways, Register register, BigDecimal weight) {
        var all = digits();
        var black = register.digits();
        var every = wheelsOf(register);
        if (all.length() == black || all.length() == every) {
            add(ways, register, all.substring(0, black), all.substring(black), weight, false);
        } else if (all.length() > every) {
            // more wheels than the books know, or something on either side of the counter was taken for digits
            add(
                    ways,
                    register,
                    all.substring(0, black),
                    all.substring(black, every),
                    weight.multiply(RATHER_NOT),
                    true);
            var first = all.length() - every;
            add(
                    ways,
                    register,
                    all.substring(first, first + black),
                    all.substring(first + black),
                    weight.multiply(RATHER_NOT),
                    true);
        } else if (all.length() > black) {
            add(ways, register, all.substring(0, black), all.substring(black), weight.multiply(POSSIBLE), true);
        }
        if (all.length() < black) {
            add(ways, register, all, "", weight.multiply(LIKELY), true);
        } else if (register.decimals() > 0 && all.length() > register.decimals() && all.length() < every) {
            // a display without leading zeros whose point was missed
            var split = all.length() - register.decimals();
            if (split <= black) {
                add(ways, register, all.substring(0, split), all.substring(split), weight.multiply(RATHER_NOT), true);
            }
        }
    }

    private static void add(
            List<Understanding> ways,
            Register register,
            String whole,
            String fraction,
            BigDecimal weight,
            boolean needsHistory) {
        var kept = fraction.substring(0, Math.min(fraction.length(), register.decimals()));
        MeterIndex.parse(kept.isEmpty() ? whole : whole + "." + kept)
                .filter(register::shows)
                .ifPresent(index -> ways.add(new Understanding(index, weight, needsHistory)));
    }

    /** The dial as text, {@code "01234.567"}. */
    @Override
    public String toString() {
        return fraction.isEmpty() ? whole : whole + "." + fraction;
    }
}
