package org.meterline.readings.domain;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.meterline.contracts.MeterType;

/**
 * How many of the readings that are accepted from some confidence on are wrong, per kind of meter, as it was measured on drawn
 * years of meters with the reader that ships ({@code accepted-errors.csv}; a test says what belongs there). From it follows how
 * sure a reading has to be for an error rate that is wanted.
 */
public final class AcceptedErrors {

    private static final AcceptedErrors MEASURED = read("accepted-errors.csv");

    /** What no error rate lets pass but certainty: every photo is looked at. */
    private static final BigDecimal NOTHING_IS_SURE_ENOUGH = BigDecimal.ONE;

    private static final BigDecimal NOT_KNOWN = BigDecimal.ONE;

    private final List<Step> steps;

    AcceptedErrors(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * The readings of one kind of meter that were at least so sure.
     *
     * @param from the least confidence of them
     * @param readings how many there were
     * @param doubts what their confidences leave to certainty, added up: so many of them expect to be wrong
     * @param wrong how many of them were wrong
     */
    record Step(MeterType kind, BigDecimal from, int readings, BigDecimal doubts, int wrong) {}

    /** As it was measured with the reader that ships. */
    public static AcceptedErrors measured() {
        return MEASURED;
    }

    /**
     * The least confidence from which no more readings of this kind are wrong than wanted; 1 where so few were never seen.
     *
     * @param wantedErrorRate wrong ones among the accepted ones, 0 to 1
     */
    public BigDecimal confidenceFor(MeterType kind, BigDecimal wantedErrorRate) {
        return steps.stream()
                .filter(step -> step.kind() == kind && errorRate(step).compareTo(wantedErrorRate) <= 0)
                .map(Step::from)
                .min(Comparator.naturalOrder())
                .orElse(NOTHING_IS_SURE_ENOUGH);
    }

    /**
     * How many of the readings of every kind that were so sure were wrong, and one more, so that luck is not believed; shared out to
     * the kinds by their doubts: single errors among a few hundred readings say too little to be believed kind by kind.
     */
    private BigDecimal errorRate(Step step) {
        var alike = steps.stream()
                .filter(other -> other.from().compareTo(step.from()) == 0)
                .toList();
        var doubts = alike.stream().map(Step::doubts).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (doubts.signum() == 0) {
            return NOT_KNOWN;
        }
        var wrong = alike.stream().mapToInt(Step::wrong).sum() + 1;
        return step.doubts()
                .multiply(BigDecimal.valueOf(wrong))
                .divide(doubts.multiply(BigDecimal.valueOf(step.readings())), MathContext.DECIMAL64);
    }

    private static AcceptedErrors read(String name) {
        var format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setCommentMarker('#')
                .get();
        var stream = Objects.requireNonNull(AcceptedErrors.class.getResourceAsStream(name), name);
        try (var rows = format.parse(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            var steps = new ArrayList<Step>();
            for (var row : rows) {
                steps.add(new Step(
                        MeterType.valueOf(row.get("kind")),
                        new BigDecimal(row.get("confidence")),
                        Integer.parseInt(row.get("readings")),
                        new BigDecimal(row.get("doubts")),
                        Integer.parseInt(row.get("wrong"))));
            }
            return new AcceptedErrors(steps);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
