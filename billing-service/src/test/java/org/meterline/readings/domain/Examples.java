package org.meterline.readings.domain;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.MeterType;
import org.meterline.readings.MeterIndex;

/** Meters, histories and candidates that tests of the domain speak about. */
final class Examples {

    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    static final ZoneId ZONE = ZoneId.of("Africa/Johannesburg");

    private Examples() {}

    static Register electricity(int digits, int decimals) {
        return new Register(MeterType.ELECTRICITY, digits, decimals, BigDecimal.ONE);
    }

    static MeterFacts meter(Register register, History history) {
        return new MeterFacts("EM-4410982", register, history, Limits.of(register.kind()), ZONE);
    }

    static MeterIndex index(String dial) {
        return MeterIndex.parse(dial).orElseThrow();
    }

    /** Validated readings thirty days apart, the last of them thirty days before {@link #NOW}. */
    static History monthly(String... indexes) {
        var points = new ArrayList<History.Point>();
        for (var at = 0; at < indexes.length; at++) {
            var moved = at == 0
                    ? null
                    : Long.valueOf(index(indexes[at]).thousandths()
                            - index(indexes[at - 1]).thousandths());
            points.add(new History.Point(
                    index(indexes[at]), NOW.minus(Duration.ofDays(30L * (indexes.length - at))), moved));
        }
        return new History(points, null);
    }

    static Candidate candidate(String dial, String confidence) {
        return new Candidate(dial, new BigDecimal(confidence), List.of());
    }

    /** A candidate with all its digits, one of them turning, counted from the left, from 1. */
    static Candidate candidate(String dial, String confidence, int turning) {
        var wheels = dial.replace(".", "");
        var digits = new ArrayList<Candidate.Digit>();
        for (var at = 0; at < wheels.length(); at++) {
            digits.add(new Candidate.Digit(wheels.substring(at, at + 1), new BigDecimal("0.99"), at + 1 == turning));
        }
        return new Candidate(dial, new BigDecimal(confidence), digits);
    }

    /** The digits of a dial, all certain but one that may be another; counted from the left, from 1. */
    static List<Candidate.Digit> digits(String dial, int doubtful, String alternative, String chance) {
        var wheels = dial.replace(".", "");
        var digits = new ArrayList<Candidate.Digit>();
        for (var at = 0; at < wheels.length(); at++) {
            var certain = at + 1 != doubtful;
            var other = new BigDecimal(chance);
            digits.add(new Candidate.Digit(
                    wheels.substring(at, at + 1),
                    certain ? new BigDecimal("0.99") : BigDecimal.ONE.subtract(other),
                    false,
                    certain ? List.of() : List.of(new Candidate.Alternative(alternative, other))));
        }
        return digits;
    }

    static Sighting sighting(Candidate... candidates) {
        return new Sighting(Arrays.asList(candidates), null, null, List.of(), NOW);
    }
}
