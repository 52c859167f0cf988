package org.meterline.readings.domain;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.MeterType;
import org.meterline.contracts.QualityFinding;

/**
 * What the reader saw in a photo, without whose it is.
 *
 * @param candidates one to three ways to read the dial, best first
 * @param kind what the meter counts, where the photo tells
 * @param serial its serial number, where it was legible
 * @param findings what is doubtful about the photo
 * @param at when it was received
 */
public record Sighting(
        List<Candidate> candidates,
        @Nullable MeterType kind,
        @Nullable String serial,
        List<QualityFinding> findings,
        Instant at) {

    /**
     * The wheels of one candidate that stand between two digits, before the point: those behind it never stand still, and
     * nobody pays by them.
     *
     * @param place the candidate's place, from 0
     * @return counted from the left, from 1
     */
    List<Integer> turningWheels(int place, Register register) {
        var candidate = candidates.get(place);
        var point = candidate.dial().indexOf('.');
        var whole = Math.min(
                point < 0 ? register.digits() : point, candidate.digits().size());
        return IntStream.range(0, whole)
                .filter(at -> candidate.digits().get(at).turning())
                .mapToObj(at -> at + 1)
                .toList();
    }
}
