package org.meterline.readings.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.QualityFinding;
import org.meterline.readings.DoubtCode;
import org.meterline.readings.Evidence;
import org.meterline.readings.Fact;
import org.meterline.readings.MeterIndex;
import org.meterline.readings.ReadingNote;
import org.meterline.readings.RefusalCode;
import org.meterline.readings.domain.Reranking.Change;
import org.meterline.readings.domain.Reranking.Ranked;

/**
 * Validation of what was read (the V of VEE): pure decisions, each with its code and the exact numbers behind it.
 *
 * <p>The policy in one sentence: what the customer can mend is <b>refused</b> and the customer is told how; what only a look at
 * the photo can settle is <b>doubted</b> and waits for a person; everything else is <b>accepted</b>. A typed number leaves
 * nothing to look at, so it is accepted or refused and never doubted.
 */
public final class Validation {

    private static final Pattern COMMA = Pattern.compile(",");

    private Validation() {}

    /** What is decided. */
    public sealed interface Verdict {
        /** It is believed. */
        record Accepted(MeterIndex index, Movement movement, Set<ReadingNote> notes, Evidence evidence)
                implements Verdict {}

        /**
         * A person decides.
         *
         * @param index the best guess
         */
        record Doubted(DoubtCode code, MeterIndex index, Movement movement, Evidence evidence) implements Verdict {}

        /** The customer is told what to do. */
        record Refused(RefusalCode code, Evidence evidence) implements Verdict {}
    }

    /** Judges what a photo shows, on the meter that it is of. */
    public static Verdict ofPhoto(Sighting sighting, MeterFacts meter) {
        var ranked =
                Reranking.rank(sighting.candidates(), meter.register(), meter.history(), sighting.at(), meter.limits());
        if (ranked.isEmpty()) {
            return new Verdict.Refused(
                    RefusalCode.WRONG_DIGITS,
                    wrongDigits(sighting.candidates().getFirst().dial(), meter));
        }
        var best = ranked.getFirst();
        var turning = sighting.turningWheels(best.place(), meter.register());
        var evidence = evidence(best, meter).and(seen(sighting, turning)).and(explained(sighting, ranked, meter));
        if (best.confidence().compareTo(meter.limits().confidenceFloor()) < 0
                && best.ofReader().compareTo(meter.limits().confidenceFloor()) < 0) {
            return new Verdict.Refused(RefusalCode.TOO_UNSURE, evidence);
        }
        if (sameDayAgain(best.index(), sighting.at(), meter)) {
            return new Verdict.Refused(RefusalCode.ALREADY_RECEIVED, evidence);
        }
        var doubts = doubts(sighting, best, meter);
        if (!doubts.isEmpty()) {
            return doubted(doubts, best, said(evidence, doubts, sighting, meter));
        }
        return new Verdict.Accepted(best.index(), best.movement(), notes(best, turning), evidence);
    }

    /** Judges a number that the customer typed for a meter. */
    public static Verdict ofTyped(String typed, Instant at, MeterFacts meter) {
        var register = meter.register();
        var said = new Candidate(typed, BigDecimal.ONE, List.of());
        var dial = Dial.parse(typed);
        var ranked = Reranking.rank(List.of(said), register, meter.history(), at, meter.limits());
        if (dial.isEmpty() || ranked.isEmpty()) {
            return typedWithoutFit(typed, at, meter);
        }
        return typedIndex(ranked.getFirst().index(), dial.get(), at, meter);
    }

    /** People leave out leading zeros without a second thought; a number that is merely short is judged as it stands. */
    private static Verdict typedWithoutFit(String typed, Instant at, MeterFacts meter) {
        var register = meter.register();
        var dial = Dial.parse(typed);
        if (dial.isEmpty() || dial.get().whole().length() > register.digits()) {
            return new Verdict.Refused(RefusalCode.WRONG_DIGITS, wrongDigits(typed, meter));
        }
        var index = MeterIndex.parse(dial.get().whole());
        return index.isEmpty()
                ? new Verdict.Refused(RefusalCode.WRONG_DIGITS, wrongDigits(typed, meter))
                : typedIndex(index.get(), dial.get(), at, meter);
    }

    private static Verdict typedIndex(MeterIndex index, Dial dial, Instant at, MeterFacts meter) {
        var movement = Movement.to(index, at, meter.register(), meter.history(), meter.limits());
        var evidence = understood(dial.toString(), index, meter).and(dated(movement, meter));
        if (sameDayAgain(index, at, meter)) {
            return new Verdict.Refused(RefusalCode.ALREADY_RECEIVED, evidence);
        }
        return switch (movement.kind()) {
            case FIRST -> new Verdict.Refused(RefusalCode.TYPED_WITHOUT_HISTORY, evidence);
            case BACKWARD -> new Verdict.Refused(RefusalCode.TYPED_BELOW_PREVIOUS, evidence);
            case BEYOND_LATER -> new Verdict.Refused(RefusalCode.TYPED_ABOVE_LATER, evidence);
            case HIGH, EXTREME -> new Verdict.Refused(RefusalCode.TYPED_TOO_HIGH, evidence);
            case NONE -> new Verdict.Accepted(index, movement, Set.of(ReadingNote.ZERO_CONSUMPTION), evidence);
            case ROLLOVER -> new Verdict.Accepted(index, movement, Set.of(ReadingNote.ROLLOVER), evidence);
            case FORWARD -> new Verdict.Accepted(index, movement, Set.of(), evidence);
        };
    }

    /**
     * The verdict on a photo that is suspicious beside what it shows: what was believed is doubted, and what was doubted is doubted
     * for one more reason. What the customer can mend stays refused: nothing is won by it.
     */
    public static Verdict alsoDoubted(Verdict verdict, DoubtCode code, Evidence why) {
        return switch (verdict) {
            case Verdict.Accepted accepted ->
                new Verdict.Doubted(
                        code,
                        accepted.index(),
                        accepted.movement(),
                        accepted.evidence().and(why));
            case Verdict.Doubted doubted -> {
                var all = EnumSet.of(code, doubted.code());
                doubted.evidence()
                        .of(Fact.ALSO)
                        .ifPresent(others -> COMMA.splitAsStream(others)
                                .map(DoubtCode::valueOf)
                                .forEach(all::add));
                var heaviest = all.iterator().next();
                var evidence = doubted.evidence().and(why);
                yield new Verdict.Doubted(
                        heaviest,
                        doubted.index(),
                        doubted.movement(),
                        all.size() == 1
                                ? evidence
                                : evidence.with(
                                        Fact.ALSO, joined(all.stream().skip(1).toList())));
            }
            case Verdict.Refused refused -> refused;
        };
    }

    private static List<DoubtCode> doubts(Sighting sighting, Ranked best, MeterFacts meter) {
        var doubts = new ArrayList<DoubtCode>();
        if (sighting.findings().contains(QualityFinding.SCREEN)) {
            doubts.add(DoubtCode.SCREEN);
        }
        var serial = sighting.serial();
        if (serial != null && Serials.telling(serial) && !Serials.match(serial, meter.serial())) {
            doubts.add(DoubtCode.OTHER_SERIAL);
        }
        if (sighting.kind() != null && sighting.kind() != meter.register().kind()) {
            doubts.add(DoubtCode.OTHER_KIND);
        }
        switch (best.movement().kind()) {
            case BACKWARD -> doubts.add(DoubtCode.BELOW_PREVIOUS);
            case BEYOND_LATER -> doubts.add(DoubtCode.ABOVE_LATER);
            case HIGH, EXTREME -> doubts.add(DoubtCode.TOO_HIGH);
            case FIRST, NONE, FORWARD, ROLLOVER -> {}
        }
        if (best.confidence().compareTo(meter.limits().confidenceAsked()) < 0) {
            doubts.add(DoubtCode.LOW_CONFIDENCE);
        }
        return doubts;
    }

    /** A doubt with its other doubts in the evidence, heaviest first. */
    static Verdict.Doubted doubted(List<DoubtCode> doubts, Ranked best, Evidence evidence) {
        var sorted = doubts.stream().sorted(Comparator.naturalOrder()).toList();
        var also = sorted.stream().skip(1).map(DoubtCode::name).collect(Collectors.joining(","));
        return new Verdict.Doubted(
                sorted.getFirst(),
                best.index(),
                best.movement(),
                also.isEmpty() ? evidence : evidence.with(Fact.ALSO, also));
    }

    /** What the reader said, what was made of it, and what else it may be. */
    private static Evidence explained(Sighting sighting, List<Ranked> ranked, MeterFacts meter) {
        var said = sighting.candidates().stream()
                .map(candidate ->
                        candidate.dial() + " " + candidate.confidence().toPlainString())
                .collect(Collectors.joining(", "));
        var evidence = Evidence.NONE.with(Fact.READER_SAID, said);
        var changes = ranked.getFirst().changes();
        if (!changes.isEmpty()) {
            evidence = evidence.with(Fact.CHANGED, joined(List.copyOf(changes)));
        }
        if (ranked.size() > 1) {
            var rival = ranked.get(1);
            var dial = rival.index()
                    .onDial(meter.register().digits(), meter.register().decimals());
            evidence = evidence.with(Fact.RIVAL, dial + " " + rival.confidence().toPlainString());
        }
        var expected = Expectation.of(meter.register(), meter.history(), sighting.at(), meter.limits())
                .range();
        return expected.isPresent() ? evidence.with(Fact.EXPECTED, expected.get()) : evidence;
    }

    private static Evidence seen(Sighting sighting, List<Integer> turning) {
        var evidence = Evidence.NONE;
        if (!sighting.findings().isEmpty()) {
            evidence = evidence.with(Fact.FINDINGS, joined(sighting.findings()));
        }
        return turning.isEmpty() ? evidence : evidence.with(Fact.TURNING, joined(turning));
    }

    private static String joined(List<?> several) {
        return several.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private static Evidence said(Evidence evidence, List<DoubtCode> doubts, Sighting sighting, MeterFacts meter) {
        var more = evidence;
        if (doubts.contains(DoubtCode.OTHER_SERIAL) && sighting.serial() != null) {
            more = more.with(Fact.SERIAL_READ, sighting.serial()).with(Fact.SERIAL_OF_METER, meter.serial());
        }
        if (doubts.contains(DoubtCode.OTHER_KIND) && sighting.kind() != null) {
            more = more.with(Fact.KIND_READ, sighting.kind())
                    .with(Fact.KIND_OF_METER, meter.register().kind());
        }
        return more;
    }

    private static Set<ReadingNote> notes(Ranked best, List<Integer> turning) {
        var notes = EnumSet.noneOf(ReadingNote.class);
        switch (best.movement().kind()) {
            case FIRST -> notes.add(ReadingNote.FIRST);
            case NONE -> notes.add(ReadingNote.ZERO_CONSUMPTION);
            case ROLLOVER -> notes.add(ReadingNote.ROLLOVER);
            case FORWARD, HIGH, EXTREME, BACKWARD, BEYOND_LATER -> {}
        }
        if (!turning.isEmpty()) {
            notes.add(ReadingNote.TURNING);
        }
        if (best.changes().contains(Change.OTHER_CANDIDATE) || best.changes().contains(Change.OTHER_DIGIT)) {
            notes.add(ReadingNote.RERANKED);
        }
        return notes;
    }

    private static boolean sameDayAgain(MeterIndex index, Instant at, MeterFacts meter) {
        return meter.history()
                .previous()
                .filter(previous -> previous.index().equals(index))
                .filter(previous -> meter.dayOf(previous.at()).equals(meter.dayOf(at)))
                .isPresent();
    }

    private static Evidence evidence(Ranked best, MeterFacts meter) {
        return understood(best.dial(), best.index(), meter)
                .and(dated(best.movement(), meter))
                .with(Fact.CONFIDENCE, best.confidence())
                .with(Fact.CONFIDENCE_OF_READER, best.ofReader())
                .with(Fact.CONFIDENCE_ASKED, meter.limits().confidenceAsked());
    }

    private static Evidence understood(String dial, MeterIndex index, MeterFacts meter) {
        return Evidence.NONE
                .with(Fact.DIAL, dial)
                .with(Fact.INDEX, index.value(meter.register().decimals()));
    }

    private static Evidence dated(Movement movement, MeterFacts meter) {
        var evidence = movement.evidence();
        var later = meter.history().later();
        var previous = meter.history().previous();
        if (previous.isPresent()) {
            evidence = evidence.with(
                            Fact.PREVIOUS_INDEX,
                            previous.get().index().value(meter.register().decimals()))
                    .with(Fact.PREVIOUS_DATE, meter.dayOf(previous.get().at()));
        }
        if (later != null && movement.kind() == Movement.Kind.BEYOND_LATER) {
            evidence = evidence.with(Fact.LATER_DATE, meter.dayOf(later.at()));
        }
        return evidence;
    }

    private static Evidence wrongDigits(String dial, MeterFacts meter) {
        var digits = dial.chars().filter(Character::isDigit).count();
        return Evidence.NONE
                .with(Fact.DIAL, dial)
                .with(Fact.DIGITS_READ, digits)
                .with(Fact.DIGITS_OF_METER, meter.register().digits())
                .with(Fact.DECIMALS_OF_METER, meter.register().decimals());
    }
}
