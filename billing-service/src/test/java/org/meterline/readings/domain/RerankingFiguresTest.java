package org.meterline.readings.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.Candidate;
import org.meterline.readings.Fact;
import org.meterline.readings.MeterIndex;
import org.meterline.readings.domain.History.Point;
import org.meterline.readings.domain.Validation.Verdict;

/**
 * What re-ranking is worth: a year of six hundred meters, read by a reader that errs as the tables beside this class say, judged
 * three ways. Seeded, so that the figures are the same everywhere, and those in the documentation are these.
 */
class RerankingFiguresTest {

    private static final int METERS = 600;
    private static final long SEED = 20_261_121;
    private static final double CALIBRATION_ERROR_MAX = 0.01;
    private static final double WRONG_WANTED = 0.005;
    private static final double[] SLICES = {0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.1};
    private static final Path DOCUMENTED = Path.of("../docs/judging-readings.md");

    /** One way to judge a photo. */
    private enum Way {
        READER("reader alone"),
        VALIDATED("first candidate, validated"),
        RERANKED("re-ranked, validated");

        private final String words;

        Way(String words) {
            this.words = words;
        }
    }

    /**
     * What came of one photo.
     *
     * @param guess what would be billed if nothing were ever doubted; null when nothing fits the meter
     * @param confidence behind the guess
     * @param doubted for another reason than confidence
     */
    private record Judged(@Nullable MeterIndex guess, BigDecimal confidence, boolean doubted, boolean accepted) {}

    private record Scored(BigDecimal confidence, boolean right) {}

    private record Figures(
            int photos, int exact, int accepted, int acceptedWrong, int rightAtWanted, double calibrationError) {

        String row(String reader, Way way) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %.1f %% | %.1f %% | %.2f %% | %.1f %% | %.3f |",
                    reader,
                    way.words,
                    100.0 * exact / photos,
                    100.0 * accepted / photos,
                    100.0 * acceptedWrong / accepted,
                    100.0 * rightAtWanted / photos,
                    calibrationError);
        }
    }

    @Test
    void the_documented_figures_are_these_and_reranking_earns_its_keep() throws IOException {
        var rows = new ArrayList<String>();
        for (var sureness : new double[] {1.0, 1.5}) {
            var reader = sureness == 1.0 ? "honest" : "boasting";
            var alone = figures(Way.READER, sureness);
            var validated = figures(Way.VALIDATED, sureness);
            var reranked = figures(Way.RERANKED, sureness);
            rows.addAll(List.of(
                    alone.row(reader, Way.READER),
                    validated.row(reader, Way.VALIDATED),
                    reranked.row(reader, Way.RERANKED)));

            assertThat(reranked.exact()).isGreaterThan(validated.exact());
            assertThat(reranked.accepted()).isGreaterThan(validated.accepted());
            if (sureness == 1.0) {
                assertThat(reranked.rightAtWanted()).isGreaterThan(validated.rightAtWanted());
                assertThat(reranked.calibrationError()).isLessThan(CALIBRATION_ERROR_MAX);
            }
        }
        var table = String.join("\n", rows);
        assertThat(Files.readString(DOCUMENTED))
                .as("the table is now\n%s\n", table)
                .contains(table);
    }

    private static Figures figures(Way way, double sureness) {
        var random = new SplittableRandom(SEED);
        var reader = new SimulatedReader(sureness, random.split());
        var exact = 0;
        var accepted = 0;
        var acceptedWrong = 0;
        var scored = new ArrayList<Scored>();
        for (var meter = 0; meter < METERS; meter++) {
            var household = SimulatedMeter.some(random);
            var known = new ArrayList<Point>(List.of(household.opening()));
            for (var shown : household.truth()) {
                var judged = judge(way, reader.read(household.dial(shown)), shown, household, known);
                var right = isBilledAs(shown.index(), judged.guess());
                exact += right ? 1 : 0;
                accepted += judged.accepted() ? 1 : 0;
                acceptedWrong += judged.accepted() && !right ? 1 : 0;
                if (!judged.doubted()) {
                    scored.add(new Scored(judged.confidence(), right));
                }
                learn(judged, shown, household, known);
            }
        }
        var photos = METERS * 12;
        return new Figures(photos, exact, accepted, acceptedWrong, rightAtWanted(scored), calibrationError(scored));
    }

    /** Whole units are billed; what stands behind the point is known, but nobody pays by it. */
    private static boolean isBilledAs(MeterIndex truth, @Nullable MeterIndex guess) {
        return guess != null && guess.value(0).equals(truth.value(0));
    }

    /** What is accepted counts from now on, right or wrong; what is doubted is settled by a person, who is right. */
    private static void learn(Judged judged, SimulatedMeter.Shown shown, SimulatedMeter household, List<Point> known) {
        var index = judged.accepted() ? judged.guess() : judged.guess() == null ? null : shown.index();
        if (index == null) {
            return; // refused: the month is lost
        }
        var history = History.around(shown.at(), known, null);
        var moved = Movement.to(index, shown.at(), household.register(), history, household.limits())
                .movedThousandths();
        known.add(new Point(index, shown.at(), moved));
    }

    private static Judged judge(
            Way way,
            List<Candidate> candidates,
            SimulatedMeter.Shown shown,
            SimulatedMeter household,
            List<Point> known) {
        var history = History.around(shown.at(), known, null);
        var facts = new MeterFacts("EM-1", household.register(), history, household.limits(), Examples.ZONE);
        return switch (way) {
            case READER -> asItStands(candidates.getFirst(), shown, facts, false);
            case VALIDATED -> asItStands(candidates.getFirst(), shown, facts, true);
            case RERANKED ->
                switch (Validation.ofPhoto(new Sighting(candidates, null, null, List.of(), shown.at()), facts)) {
                    case Verdict.Accepted(var index, var movement, var notes, var evidence) ->
                        new Judged(
                                index, confidence(evidence.of(Fact.CONFIDENCE).orElseThrow()), false, true);
                    case Verdict.Doubted(var code, var index, var movement, var evidence) ->
                        new Judged(
                                index,
                                confidence(evidence.of(Fact.CONFIDENCE).orElseThrow()),
                                !movement.isBelievable(),
                                false);
                    case Verdict.Refused refused -> new Judged(null, BigDecimal.ZERO, true, false);
                };
        };
    }

    /** The first candidate, understood on this meter in the likeliest way, with the reader's confidence. */
    private static Judged asItStands(
            Candidate candidate, SimulatedMeter.Shown shown, MeterFacts facts, boolean validated) {
        var index = Dial.parse(candidate.dial()).stream()
                .flatMap(dial -> dial.on(facts.register()).stream())
                .filter(way -> !way.needsHistory())
                .map(Dial.Understanding::index)
                .findFirst();
        if (index.isEmpty()) {
            return new Judged(null, BigDecimal.ZERO, true, false);
        }
        var movement = Movement.to(index.get(), shown.at(), facts.register(), facts.history(), facts.limits());
        var doubted = validated && !movement.isBelievable();
        var sure = candidate.confidence().compareTo(facts.limits().confidenceAsked()) >= 0;
        return new Judged(index.get(), candidate.confidence(), doubted, sure && !doubted);
    }

    /** How many are accepted rightly at the lowest threshold that leaves no more wrong ones than wanted. */
    private static int rightAtWanted(List<Scored> scored) {
        var best = 0;
        var all = 0;
        var right = 0;
        var surestFirst = scored.stream()
                .sorted(Comparator.comparing(Scored::confidence).reversed())
                .toList();
        for (var at = 0; at < surestFirst.size(); at++) {
            all++;
            right += surestFirst.get(at).right() ? 1 : 0;
            var lastOfItsConfidence = at + 1 == surestFirst.size()
                    || surestFirst
                                    .get(at + 1)
                                    .confidence()
                                    .compareTo(surestFirst.get(at).confidence())
                            < 0;
            if (lastOfItsConfidence && all - right <= WRONG_WANTED * all) {
                best = Math.max(best, right);
            }
        }
        return best;
    }

    /** How far confidences are from how often they are right, in slices of them, weighed by how many there are. */
    private static double calibrationError(List<Scored> scored) {
        var error = 0.0;
        for (var slice = 0; slice + 1 < SLICES.length; slice++) {
            var from = SLICES[slice];
            var to = SLICES[slice + 1];
            var in = scored.stream()
                    .filter(each -> each.confidence().doubleValue() >= from)
                    .filter(each -> each.confidence().doubleValue() < to)
                    .toList();
            var said = in.stream()
                    .mapToDouble(each -> each.confidence().doubleValue())
                    .sum();
            error += Math.abs(said - in.stream().filter(Scored::right).count());
        }
        return error / scored.size();
    }

    private static BigDecimal confidence(String fact) {
        return new BigDecimal(fact);
    }
}
