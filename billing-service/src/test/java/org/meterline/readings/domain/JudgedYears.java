package org.meterline.readings.domain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Candidate;
import org.meterline.readings.Fact;
import org.meterline.readings.MeterIndex;
import org.meterline.readings.domain.History.Point;
import org.meterline.readings.domain.Validation.Verdict;

/**
 * What comes of years of photos when they are judged in one of three ways.
 *
 * @param exact whose whole units are right, nothing rejected
 * @param asked whose customers are asked for another photo
 * @param scored those that nothing but too little confidence would keep from being accepted
 */
record JudgedYears(int photos, int exact, int accepted, int acceptedWrong, int asked, List<Scored> scored) {

    private static final double WRONG_WANTED = 0.005;
    private static final double[] SLICES = {0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.1};

    /** One way to judge a photo. */
    enum Way {
        READER("reader alone"),
        VALIDATED("first candidate, validated"),
        RERANKED("re-ranked, validated");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** A household's year, and what a reader said of its photos; nothing for one in which it read nothing. */
    record Year(SimulatedMeter household, List<List<Candidate>> said) {}

    /** A reading beside the truth. */
    record Scored(Register register, BigDecimal confidence, boolean right) {}

    /**
     * What came of one photo.
     *
     * @param guess what would be billed if nothing were ever doubted; null when nothing fits the meter
     * @param confidence behind the guess
     * @param doubted for another reason than confidence
     */
    private record Judged(@Nullable MeterIndex guess, BigDecimal confidence, boolean doubted, boolean accepted) {

        static final Judged REFUSED = new Judged(null, BigDecimal.ZERO, true, false);
    }

    static JudgedYears of(Way way, Iterable<Year> years) {
        var photos = 0;
        var exact = 0;
        var accepted = 0;
        var acceptedWrong = 0;
        var asked = 0;
        var scored = new ArrayList<Scored>();
        for (var year : years) {
            var household = year.household();
            var known = new ArrayList<Point>(List.of(household.opening()));
            for (var month = 0; month < household.truth().size(); month++) {
                var shown = household.truth().get(month);
                var judged = judge(way, year.said().get(month), shown, household, known);
                var right = isBilledAs(shown.index(), judged.guess());
                photos++;
                exact += right ? 1 : 0;
                accepted += judged.accepted() ? 1 : 0;
                acceptedWrong += judged.accepted() && !right ? 1 : 0;
                asked += judged.guess() == null ? 1 : 0;
                if (!judged.doubted()) {
                    scored.add(new Scored(household.register(), judged.confidence(), right));
                }
                learn(judged, shown, household, known);
            }
        }
        return new JudgedYears(photos, exact, accepted, acceptedWrong, asked, scored);
    }

    /** How many are accepted rightly at the lowest threshold that leaves no more wrong ones than wanted. */
    int rightAtWanted() {
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
    double calibrationError() {
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
        if (candidates.isEmpty()) {
            return Judged.REFUSED;
        }
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
                    case Verdict.Refused refused -> Judged.REFUSED;
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
            return Judged.REFUSED;
        }
        var movement = Movement.to(index.get(), shown.at(), facts.register(), facts.history(), facts.limits());
        var doubted = validated && !movement.isBelievable();
        var sure = candidate.confidence().compareTo(facts.limits().confidenceAsked()) >= 0;
        return new Judged(index.get(), candidate.confidence(), doubted, sure && !doubted);
    }

    private static BigDecimal confidence(String fact) {
        return new BigDecimal(fact);
    }
}
