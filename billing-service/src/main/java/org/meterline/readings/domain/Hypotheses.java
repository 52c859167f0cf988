package org.meterline.readings.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.meterline.contracts.Candidate;
import org.meterline.readings.domain.chance.Chance;

/**
 * Everything that the reader says a dial may show: its candidates, and those with up to two digits before the point replaced by
 * alternatives that it named for them. A digit that the reader gave no chance is never made up, and one behind the point is
 * left as it is: nobody pays by it.
 */
final class Hypotheses {

    private static final int CANDIDATES_MAX = 3;
    private static final int REPLACED_MAX = 2;
    private static final int DERIVED_MAX = 24;
    private static final Chance WORTH_A_THOUGHT = new Chance(0.001);

    private Hypotheses() {}

    /**
     * One dial that the reader may have seen.
     *
     * @param chance the reader's, 0 to 1
     * @param place of the candidate that it is, or that it was made of, from 0
     * @param derived whether digits of the candidate were replaced by their alternatives
     */
    record Hypothesis(String dial, Chance chance, int place, boolean derived) {}

    /** The hypotheses behind a reader's candidates, likeliest first; their chances add up to one or less. */
    static List<Hypothesis> of(List<Candidate> candidates, Register register) {
        var said = new ArrayList<Hypothesis>();
        for (var place = 0; place < Math.min(CANDIDATES_MAX, candidates.size()); place++) {
            var candidate = candidates.get(place);
            if (said.stream().noneMatch(before -> billTheSame(before.dial(), candidate.dial()))) {
                said.add(new Hypothesis(candidate.dial(), Chance.of(candidate.confidence()), place, false));
            }
        }
        var heard = sum(said);
        if (Chance.ONE.isBelow(heard)) { // a careless reader's
            said.replaceAll(each -> scaled(each, Chance.ONE.of(heard)));
        }
        var left = Chance.ONE.minus(heard);
        var derived = derived(candidates, said, register);
        var more = sum(derived);
        if (left.isBelow(more)) {
            derived.replaceAll(each -> scaled(each, left.of(more)));
        }
        said.addAll(derived);
        return said.stream()
                .sorted(Comparator.comparing(Hypothesis::chance).reversed().thenComparingInt(Hypothesis::place))
                .toList();
    }

    /** Dials that differ only behind the point: the reader's confidence in the first of them is in what they share. */
    private static boolean billTheSame(String one, String other) {
        var point = one.indexOf('.');
        return one.equals(other) || point > 0 && other.startsWith(one.substring(0, point + 1));
    }

    private static List<Hypothesis> derived(List<Candidate> candidates, List<Hypothesis> said, Register register) {
        Map<String, Hypothesis> found = new HashMap<>();
        for (var candidate : said) {
            var digits = candidates.get(candidate.place()).digits();
            if (digits.size() == candidate.dial().replace(".", "").length()) {
                var point = candidate.dial().indexOf('.');
                var whole = digits.subList(0, point < 0 ? Math.min(register.digits(), digits.size()) : point);
                replace(candidate, candidate.dial().toCharArray(), whole, 0, candidate.chance(), 0, found);
            }
        }
        said.forEach(candidate -> found.remove(candidate.dial()));
        return new ArrayList<>(found.values().stream()
                .sorted(Comparator.comparing(Hypothesis::chance).reversed().thenComparing(Hypothesis::dial))
                .limit(DERIVED_MAX)
                .toList());
    }

    /** Replaces digits from one place on, those before it being settled. */
    private static void replace(
            Hypothesis candidate,
            char[] dial,
            List<Candidate.Digit> digits,
            int from,
            Chance chance,
            int replaced,
            Map<String, Hypothesis> found) {
        for (var at = from; at < digits.size(); at++) {
            var kept = dial[at];
            var chanceOfKept = Chance.of(digits.get(at).confidence());
            for (var alternative : digits.get(at).alternatives()) {
                var less = chance.times(Chance.of(alternative.confidence()).of(chanceOfKept));
                if (less.isBelow(WORTH_A_THOUGHT)) {
                    continue;
                }
                dial[at] = alternative.value().charAt(0);
                var text = new String(dial);
                found.merge(
                        text,
                        new Hypothesis(text, less, candidate.place(), true),
                        (one, other) -> one.chance().isBelow(other.chance()) ? other : one);
                if (replaced + 1 < REPLACED_MAX) {
                    replace(candidate, dial, digits, at + 1, less, replaced + 1, found);
                }
            }
            dial[at] = kept;
        }
    }

    private static Hypothesis scaled(Hypothesis hypothesis, Chance by) {
        return new Hypothesis(
                hypothesis.dial(), hypothesis.chance().times(by), hypothesis.place(), hypothesis.derived());
    }

    private static Chance sum(List<Hypothesis> hypotheses) {
        return hypotheses.stream().map(Hypothesis::chance).reduce(Chance.ZERO, Chance::plus);
    }
}
