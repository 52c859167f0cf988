package org.meterline.readings.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.meterline.contracts.Candidate;
import org.meterline.readings.MeterIndex;
import org.meterline.readings.domain.Hypotheses.Hypothesis;
import org.meterline.readings.domain.chance.Chance;

/**
 * What the reader saw in the light of what the business knows: how many digits this meter has, what it showed before and how
 * fast it moves. Bayes' rule: each index that the photo may show weighs what the reader gives it, times how much likelier the
 * meter's history makes it than an index drawn from a hat. Against them stands what the reader left over: mostly one
 * digit that was misread without the reader knowing, for the rest anything. So a believable reading gains confidence, most of all when
 * its doubtful digits are those that history knows; an unbelievable one loses it; and without any history nothing changes.
 *
 * <p>History settles what the reader hesitated about, and nothing else: an index that had little chance beside the reader's
 * best is not put before it, however well it would fit. It only takes confidence away, and a person looks.
 */
public final class Reranking {

    private static final BigDecimal ALMOST_CERTAIN = new BigDecimal("0.999");

    /** The part of what the reader left over that is one misread digit. */
    private static final Chance ONE_DIGIT = new Chance(0.9);

    /** Even a digit that the reader is certain of may be misread, a little. */
    private static final Chance NEVER_CERTAIN = new Chance(0.002);

    /** The share of the reader's best that an index must have, or the reader did not hesitate about it. */
    private static final Chance HESITATION = new Chance(0.1);

    private static final int OTHER_DIGITS = 9;

    private Reranking() {}

    /** How a reading differs from the reader's first candidate as it stood. */
    public enum Change {
        /** It is another of its candidates. */
        OTHER_CANDIDATE,
        /** A digit is one that the reader named as an alternative. */
        OTHER_DIGIT,
        /** The point stands where this meter has it. */
        POINT
    }

    /**
     * One reading that the photo may show on this meter.
     *
     * @param dial the digits as the reader saw them
     * @param confidence the chance that its whole units, which are billed, are right; 0 to 1, three decimals
     * @param ofReader the reader's own confidence in them
     * @param place of the reader's candidate behind it, from 0
     */
    public record Ranked(
            String dial,
            MeterIndex index,
            Movement movement,
            BigDecimal confidence,
            BigDecimal ofReader,
            int place,
            Set<Change> changes) {}

    /**
     * An index with what speaks for it.
     *
     * @param understood what the reader gives it, less what is lost by understanding it on this meter
     * @param weight the same, in the light of history
     */
    private record Weighed(Hypothesis hypothesis, Dial dial, MeterIndex index, Chance understood, Chance weight) {

        /** What is billed. */
        BigDecimal units() {
            return index.value(0);
        }
    }

    /** The readings that the candidates may mean on this meter, the best first; empty when no candidate has its digits. */
    public static List<Ranked> rank(
            List<Candidate> candidates, Register register, History history, Instant at, Limits limits) {
        var expectation = Expectation.of(register, history, at, limits);
        var weighed = new ArrayList<Weighed>();
        var hypotheses = Hypotheses.of(candidates, register);
        for (var hypothesis : hypotheses) {
            var dial = Dial.parse(hypothesis.dial());
            if (dial.isEmpty()) {
                continue;
            }
            for (var way : dial.get().on(register)) {
                var movement = Movement.to(way.index(), at, register, history, limits);
                if (way.needsHistory() && (!expectation.knowsSomething() || !movement.isBelievable())) {
                    continue;
                }
                var understood = hypothesis.chance().times(Chance.of(way.weight()));
                var weight = understood.times(expectation.lift(way.index()));
                weighed.add(new Weighed(hypothesis, dial.get(), way.index(), understood, weight));
            }
        }
        if (weighed.isEmpty()) {
            return List.of();
        }
        var groups = byUnits(weighed);
        var total = sum(groups, Weighed::weight).plus(leftOver(hypotheses, groups, candidates, register, expectation));
        return groups.stream()
                .map(same -> {
                    var each = same.getFirst();
                    return new Ranked(
                            each.dial().toString(),
                            each.index(),
                            Movement.to(each.index(), at, register, history, limits),
                            confidence(same, total, expectation.knowsSomething()),
                            share(same, other -> other.hypothesis().chance()).confidence(),
                            each.hypothesis().place(),
                            changes(each));
                })
                .toList();
    }

    /** Those that bill the same units speak for each other; the heaviest of them speaks first, and the heaviest group. */
    private static List<List<Weighed>> byUnits(List<Weighed> weighed) {
        var groups = new LinkedHashMap<BigDecimal, List<Weighed>>();
        weighed.stream()
                .sorted(Comparator.comparing(Weighed::weight)
                        .reversed()
                        .thenComparingInt(each -> each.hypothesis().place()))
                .forEach(each -> groups.computeIfAbsent(each.units(), units -> new ArrayList<>())
                        .add(each));
        var mostRead = groups.values().stream()
                .map(same -> share(same, Weighed::understood))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        var hesitation = HESITATION.times(mostRead);
        return groups.values().stream()
                .sorted(Comparator.comparing((List<Weighed> same) ->
                                share(same, Weighed::understood).isBelow(hesitation))
                        .thenComparing(same -> share(same, Weighed::weight), Comparator.reverseOrder()))
                .toList();
    }

    private static Chance sum(Collection<List<Weighed>> groups, Function<Weighed, Chance> what) {
        return groups.stream().map(same -> share(same, what)).reduce(Chance.ZERO, Chance::plus);
    }

    /** What the units have: dials that mean the same index add up; indexes that differ behind the point do not. */
    private static Chance share(List<Weighed> same, Function<Weighed, Chance> what) {
        return same.stream()
                .collect(Collectors.groupingBy(
                        Weighed::index, Collectors.mapping(what, Collectors.reducing(Chance.ZERO, Chance::plus))))
                .values()
                .stream()
                .max(Comparator.naturalOrder())
                .orElse(Chance.ZERO);
    }

    /** What the photo may show that is none of them: the best misread in one digit, or anything, or a dial without sense. */
    private static Chance leftOver(
            List<Hypothesis> hypotheses,
            List<List<Weighed>> groups,
            List<Candidate> candidates,
            Register register,
            Expectation expectation) {
        var said = hypotheses.stream().map(Hypothesis::chance).reduce(Chance.ZERO, Chance::plus);
        var left = Chance.ONE.minus(said);
        var notUnderstood = said.minus(sum(groups, Weighed::understood));
        var best = groups.stream()
                .flatMap(List::stream)
                .max(Comparator.comparing(Weighed::understood))
                .orElseThrow();
        var misread = misread(best, groups, candidates, register, expectation);
        return left.times(ONE_DIGIT)
                .times(misread)
                .plus(left.times(Chance.ONE.minus(ONE_DIGIT)))
                .plus(notUnderstood);
    }

    /** How much likelier history makes the dials that look like the best one but for one digit, as the reader doubts each. */
    private static Chance misread(
            Weighed best,
            List<List<Weighed>> groups,
            List<Candidate> candidates,
            Register register,
            Expectation expectation) {
        var known = new HashSet<BigDecimal>();
        groups.forEach(same -> known.add(same.getFirst().units()));
        var digits = candidates.get(best.hypothesis().place()).digits();
        var wheelsSeen = digits.size() == register.digits() || digits.size() == register.digits() + register.decimals();
        var doubted = Chance.ZERO;
        var sum = Chance.ZERO;
        for (var wheel = 0; wheel < register.digits(); wheel++) {
            var doubt = wheelsSeen
                    ? Chance.ONE
                            .minus(Chance.of(digits.get(wheel).confidence()))
                            .plus(NEVER_CERTAIN)
                    : Chance.ONE;
            doubted = doubted.plus(doubt);
            for (var other : register.others(best.index(), wheel)) {
                if (!known.contains(other.value(0))) {
                    sum = sum.plus(doubt.times(Chance.oneIn(OTHER_DIGITS)).times(expectation.lift(other)));
                }
            }
        }
        return sum.of(doubted);
    }

    /** Nothing becomes certain by being plausible, and nothing that was certain becomes less by it. */
    private static BigDecimal confidence(List<Weighed> same, Chance total, boolean known) {
        var ofReader = share(same, each -> each.hypothesis().chance()).confidence();
        var most = known ? ALMOST_CERTAIN.max(ofReader) : ofReader;
        return share(same, Weighed::weight).of(total).confidence().min(most);
    }

    private static Set<Change> changes(Weighed each) {
        var changes = EnumSet.noneOf(Change.class);
        if (each.hypothesis().place() > 0) {
            changes.add(Change.OTHER_CANDIDATE);
        }
        if (each.hypothesis().derived()) {
            changes.add(Change.OTHER_DIGIT);
        }
        var asItStood = MeterIndex.parse(each.dial().toString());
        if (!asItStood.equals(Optional.of(each.index()))) {
            changes.add(Change.POINT);
        }
        return changes;
    }

    /** The best of several, if there is any. */
    public static Optional<Ranked> best(List<Ranked> ranked) {
        return ranked.stream().findFirst();
    }
}
