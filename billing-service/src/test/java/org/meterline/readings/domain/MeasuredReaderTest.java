package org.meterline.readings.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.MeterType;
import org.meterline.readings.domain.AcceptedErrors.Step;
import org.meterline.readings.domain.JudgedYears.Scored;
import org.meterline.readings.domain.JudgedYears.Way;
import org.meterline.readings.domain.JudgedYears.Year;
import org.meterline.readings.domain.RecordedYears.AcceptedFrom;

/**
 * What re-ranking is worth with the reader that ships, and how sure it has to be for an error rate that is wanted: taken on what
 * it said of drawn years of meters. New models are read anew, and then this says what belongs in the table and in the documentation.
 */
class MeasuredReaderTest {

    private static final Path DOCUMENTED = Path.of("../docs/judging-readings.md");
    private static final Path TABLE = Path.of("src/main/resources/org/meterline/readings/domain/accepted-errors.csv");
    private static final List<String> STEPS = List.of(
            "0.500", "0.600", "0.700", "0.800", "0.850", "0.900", "0.920", "0.940", "0.950", "0.960", "0.970", "0.980",
            "0.985", "0.990", "0.995", "0.998", "0.999");
    private static final AcceptedFrom NEVER =
            kind -> BigDecimal.ONE; // a person looks, so that each is judged by a history that is right
    private static final AcceptedFrom NINE_TENTHS = kind -> new BigDecimal("0.90");

    @Test
    void the_table_of_errors_is_what_was_measured() throws IOException {
        var table = table(steps(RecordedYears.acceptedFrom(NEVER).years()));

        assertThat(Files.readString(TABLE)).as("the table is now\n%s\n", table).contains(table);
    }

    @Test
    void the_documented_figures_are_these_and_reranking_earns_its_keep() throws IOException {
        var recorded = RecordedYears.acceptedFrom(NINE_TENTHS);
        var validated = JudgedYears.of(Way.VALIDATED, recorded.years());
        var reranked = JudgedYears.of(Way.RERANKED, recorded.years());
        var rows = new ArrayList<>(List.of(
                row(Way.READER.words(), "0.90", JudgedYears.of(Way.READER, recorded.years())),
                row(Way.VALIDATED.words(), "0.90", validated),
                row(Way.RERANKED.words(), "0.90", reranked)));
        for (var wanted : List.of("0.02", "0.01", "0.005")) {
            var asked = asking(wanted, AcceptedErrors.measured());
            var judged = JudgedYears.of(
                    Way.RERANKED, RecordedYears.acceptedFrom(asked).years());
            rows.add(row(Way.RERANKED.words(), percent(wanted) + ": " + thresholds(asked), judged));
        }
        var table = String.join("\n", rows);

        assertThat(recorded.readers()).as("one reader read them all").hasSize(1);
        assertThat(Files.readString(DOCUMENTED))
                .as("the table is now\n%s\n", table)
                .contains(table, recorded.readers().getFirst());
        assertThat(reranked.exact()).isGreaterThan(validated.exact());
        assertThat(reranked.accepted()).isGreaterThan(validated.accepted());
        assertThat((double) validated.exact() / validated.photos())
                .as("neither too easy nor hopeless")
                .isBetween(0.6, 0.9);
    }

    /** Learned on the meters of even number, held against those of odd number, and the other way round. */
    @Test
    void an_error_rate_that_is_wanted_is_kept_on_meters_that_it_was_not_learned_on() throws IOException {
        var years = RecordedYears.acceptedFrom(NEVER).years();
        var wrong = 0;
        var accepted = 0;
        for (var parity = 0; parity < 2; parity++) {
            var learned = new AcceptedErrors(steps(everySecond(years, parity)));
            var asked = asking("0.01", learned);
            var judged = JudgedYears.of(
                    Way.RERANKED, everySecond(RecordedYears.acceptedFrom(asked).years(), 1 - parity));
            wrong += judged.acceptedWrong();
            accepted += judged.accepted();
        }

        assertThat(accepted).isGreaterThan(years.size() * 12 / 4);
        assertThat(wrong).as("wrong of %s", accepted).isLessThanOrEqualTo((int) Math.ceil(0.02 * accepted));
    }

    private static AcceptedFrom asking(String wanted, AcceptedErrors errors) {
        return kind -> errors.confidenceFor(kind, new BigDecimal(wanted));
    }

    private static List<Year> everySecond(List<Year> years, int parity) {
        var half = new ArrayList<Year>();
        for (var number = parity; number < years.size(); number += 2) {
            half.add(years.get(number));
        }
        return half;
    }

    private static List<Step> steps(List<Year> years) {
        var scored = JudgedYears.of(Way.RERANKED, years).scored();
        var steps = new ArrayList<Step>();
        for (var kind : MeterType.values()) {
            for (var from : STEPS) {
                var least = new BigDecimal(from);
                var sure = scored.stream()
                        .filter(each -> each.register().kind() == kind)
                        .filter(each -> each.confidence().compareTo(least) >= 0)
                        .toList();
                if (!sure.isEmpty()) {
                    steps.add(step(kind, least, sure));
                }
            }
        }
        return steps;
    }

    private static Step step(MeterType kind, BigDecimal from, List<Scored> sure) {
        var doubts = sure.stream()
                .map(each -> BigDecimal.ONE.subtract(each.confidence()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        var right = (int) sure.stream().filter(Scored::right).count();
        return new Step(kind, from, sure.size(), doubts, sure.size() - right);
    }

    private static String table(List<Step> steps) {
        var rows = new StringBuilder("kind,confidence,readings,doubts,wrong\n");
        steps.forEach(step -> rows.append(
                "%s,%s,%d,%s,%d\n".formatted(step.kind(), step.from(), step.readings(), step.doubts(), step.wrong())));
        return rows.toString();
    }

    private static String thresholds(AcceptedFrom asked) {
        return "%s, %s, %s"
                .formatted(
                        asked.confidence(MeterType.ELECTRICITY),
                        asked.confidence(MeterType.WATER),
                        asked.confidence(MeterType.GAS));
    }

    private static String percent(String share) {
        return new BigDecimal(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    private static String row(String way, String from, JudgedYears judged) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.1f %% | %.1f %% | %d of %d | %.1f %% | %.3f |",
                way,
                from,
                100.0 * judged.exact() / judged.photos(),
                100.0 * judged.accepted() / judged.photos(),
                judged.acceptedWrong(),
                judged.accepted(),
                100.0 * judged.asked() / judged.photos(),
                judged.calibrationError());
    }
}
