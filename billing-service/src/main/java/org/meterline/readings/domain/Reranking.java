package org.meterline.readings.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.meterline.contracts.Candidate;
import org.meterline.readings.MeterIndex;

/**
 * The reader's candidates in the light of what the business knows: how many digits this meter has, what it showed before and
 * how fast it moves. Bayes' rule with coarse weights: a candidate's confidence is multiplied by how believable its movement is,
 * and shared out against the other candidates and against everything the reader may have meant instead. So a believable reading
 * gains confidence, an unbelievable one loses it, and without any history nothing changes.
 */
public final class Reranking {

    private static final int SCALE = 3;
    private static final BigDecimal ALMOST_CERTAIN = new BigDecimal("0.999");
    private static final int CANDIDATES_MAX = 3;

    /**
     * How believable it is that a misread dial looks like this by accident: errors in the last digits do, those in the first do
     * not. About a third of single wrong digits leave a movement that nobody would doubt.
     */
    private static final BigDecimal BELIEVABLE_BY_ACCIDENT = new BigDecimal("0.3");

    private Reranking() {}

    /**
     * One reading that the photo may show on this meter.
     *
     * @param confidence the chance that it is right, 0 to 1, three decimals
     * @param ofReader the reader's own confidence in the dial behind it
     * @param place the dial's place among the reader's candidates, from 0
     */
    public record Ranked(
            String dial, MeterIndex index, Movement movement, BigDecimal confidence, BigDecimal ofReader, int place) {}

    /** The readings that the candidates may mean on this meter, the likeliest first; empty when no candidate has its digits. */
    public static List<Ranked> rank(
            List<Candidate> candidates, Register register, History history, Instant at, Limits limits) {
        var hypotheses = new ArrayList<Ranked>();
        var heard = BigDecimal.ZERO;
        for (var place = 0; place < Math.min(CANDIDATES_MAX, candidates.size()); place++) {
            var candidate = candidates.get(place);
            var confidence = bounded(candidate.confidence());
            heard = heard.add(confidence);
            var dial = Dial.parse(candidate.dial());
            if (dial.isEmpty()) {
                continue;
            }
            for (var way : waysOf(dial.get(), register, history)) {
                var movement = Movement.to(way.index(), at, register, history, limits);
                if (way.needsHistory() && believable(movement).compareTo(BELIEVABLE_BY_ACCIDENT) <= 0) {
                    continue;
                }
                var weight = confidence.multiply(way.weight());
                add(hypotheses, new Ranked(dial.get().toString(), way.index(), movement, weight, confidence, place));
            }
        }
        return shared(hypotheses, heard, history);
    }

    /** Two dials that mean the same index speak for each other. */
    private static void add(List<Ranked> hypotheses, Ranked another) {
        for (var at = 0; at < hypotheses.size(); at++) {
            var known = hypotheses.get(at);
            if (known.index().equals(another.index())) {
                hypotheses.set(
                        at,
                        new Ranked(
                                known.dial(),
                                known.index(),
                                known.movement(),
                                bounded(known.confidence().add(another.confidence())),
                                bounded(known.ofReader().add(another.ofReader())),
                                known.place()));
                return;
            }
        }
        hypotheses.add(another);
    }

    private static List<Dial.Understanding> waysOf(Dial dial, Register register, History history) {
        var known = history.previous().isPresent();
        return dial.on(register).stream()
                .filter(way -> known || !way.needsHistory())
                .toList();
    }

    private static List<Ranked> shared(List<Ranked> hypotheses, BigDecimal heard, History history) {
        var known = history.previous().isPresent();
        var accident = known ? BELIEVABLE_BY_ACCIDENT : BigDecimal.ONE;
        var mass = BigDecimal.ZERO;
        var meant = BigDecimal.ZERO;
        for (var each : hypotheses) {
            meant = meant.add(each.confidence());
            mass = mass.add(each.confidence().multiply(known ? believable(each.movement()) : BigDecimal.ONE));
        }
        // What the reader left over, and what no understanding kept, may be anything. Confidences of a careless reader
        // may add
        // up to more than one: then nothing is left over.
        var whole = heard.max(meant).max(BigDecimal.ONE);
        var total = mass.add(whole.subtract(meant).multiply(accident));
        if (total.signum() == 0) {
            return List.of();
        }
        return hypotheses.stream()
                .map(each -> {
                    var share = each.confidence()
                            .multiply(known ? believable(each.movement()) : BigDecimal.ONE)
                            .divide(total, SCALE, RoundingMode.DOWN);
                    return new Ranked(
                            each.dial(),
                            each.index(),
                            each.movement(),
                            ceiling(each, share, known),
                            each.ofReader(),
                            each.place());
                })
                .sorted(Comparator.comparing(Ranked::confidence).reversed().thenComparingInt(Ranked::place))
                .toList();
    }

    /** Nothing becomes certain by being plausible, and nothing that was certain becomes less by it. */
    private static BigDecimal ceiling(Ranked each, BigDecimal share, boolean known) {
        var most = known ? ALMOST_CERTAIN.max(each.ofReader()) : each.ofReader();
        return share.min(most);
    }

    /** The weight of a movement, above 0 up to 1. A photo is evidence: nothing in it is quite impossible. */
    static BigDecimal believable(Movement movement) {
        return switch (movement.kind()) {
            case FORWARD, NONE -> BigDecimal.ONE;
            case ROLLOVER, FIRST -> new BigDecimal("0.8");
            case HIGH -> new BigDecimal("0.05");
            case BACKWARD, BEYOND_LATER -> new BigDecimal("0.03");
            case EXTREME -> new BigDecimal("0.02");
        };
    }

    private static BigDecimal bounded(BigDecimal confidence) {
        return confidence.max(BigDecimal.ZERO).min(BigDecimal.ONE);
    }

    /** The best of several, if there is any. */
    public static Optional<Ranked> best(List<Ranked> ranked) {
        return ranked.stream().findFirst();
    }
}
