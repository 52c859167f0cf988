package org.meterline.readings.domain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.meterline.readings.domain.Movement.Kind;

/** Which of a contact's meters a photo shows. Decided only when it is clear; otherwise the customer is asked. */
public final class MeterChoice {

    private static final BigDecimal CLEARLY = new BigDecimal("0.6");

    private MeterChoice() {}

    /** The answer. */
    public sealed interface Choice<M> {
        /** It can only be this one. */
        record Clear<M>(M meter) implements Choice<M> {}

        /** It may be any of these, at least two. */
        record Unclear<M>(List<M> meters) implements Choice<M> {}

        /** There is none to choose from. */
        record None<M>() implements Choice<M> {}
    }

    /** Chooses by serial number first, then by kind, then by which meter can show such a reading. */
    public static <M> Choice<M> among(List<M> meters, Function<M, MeterFacts> facts, Sighting sighting) {
        if (meters.isEmpty()) {
            return new Choice.None<>();
        }
        if (meters.size() == 1) {
            return new Choice.Clear<>(meters.getFirst());
        }
        var serial = sighting.serial();
        if (serial != null && Serials.telling(serial)) {
            var named = meters.stream()
                    .filter(meter -> Serials.match(serial, facts.apply(meter).serial()))
                    .toList();
            if (named.size() == 1) {
                return new Choice.Clear<>(named.getFirst());
            }
        }
        var ofKind = meters.stream()
                .filter(meter ->
                        sighting.kind() == null || facts.apply(meter).register().kind() == sighting.kind())
                .toList();
        if (ofKind.size() == 1) {
            return new Choice.Clear<>(ofKind.getFirst());
        }
        return byReading(ofKind.isEmpty() ? meters : ofKind, facts, sighting);
    }

    private static <M> Choice<M> byReading(List<M> meters, Function<M, MeterFacts> facts, Sighting sighting) {
        var clear = new ArrayList<M>();
        var possible = new ArrayList<M>();
        for (var meter : meters) {
            var known = facts.apply(meter);
            var best = Reranking.best(Reranking.rank(
                    sighting.candidates(), known.register(), known.history(), sighting.at(), known.limits()));
            if (best.isEmpty()) {
                continue; // its dial cannot show this
            }
            var movement = best.get().movement();
            if (movement.kind() == Kind.FIRST) {
                possible.add(meter); // nothing speaks against it, nothing for it
            } else if (movement.isBelievable() && best.get().confidence().compareTo(CLEARLY) >= 0) {
                clear.add(meter);
            } else if (movement.isBelievable()) {
                possible.add(meter);
            }
        }
        if (clear.size() == 1 && possible.isEmpty()) {
            return new Choice.Clear<>(clear.getFirst());
        }
        return new Choice.Unclear<>(meters);
    }
}
