package org.meterline.ocr;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.meterline.contracts.Candidate;

/** The ways to read a row: as the votes say, and with the next best digit where they were divided. */
final class Candidates {

    private static final double SECOND_MIN = 0.03;
    private static final double CONFIDENCE_MAX = 0.97; // nothing is certain

    private Candidates() {}

    /**
     * One to three, best first.
     *
     * @param likeness how much the row looks like a counter at all, 0 to 1
     */
    static List<Candidate> of(RowReading reading, int decimals, double likeness) {
        var votes = atRest(reading);
        var candidates = new ArrayList<Candidate>();
        candidates.add(candidate(votes, decimals, likeness));
        for (var cell = 0; cell < votes.size(); cell++) {
            var vote = votes.get(cell);
            if (vote.second() != vote.digit() && vote.secondConfidence() >= SECOND_MIN) {
                var other = new ArrayList<>(votes);
                other.set(cell, new Vote(vote.second(), vote.secondConfidence(), vote.second(), 0, vote.drop()));
                candidates.add(candidate(other, decimals, likeness));
            }
        }
        candidates.sort(Comparator.comparing(Candidate::confidence).reversed());
        return List.copyOf(candidates.subList(0, Math.min(DialReading.Read.CANDIDATES_MAX, candidates.size())));
    }

    /** The chance that a row is a counter and is read rightly. */
    static double confidence(List<Vote> votes, double likeness) {
        return CONFIDENCE_MAX
                * likeness
                * votes.stream().mapToDouble(Vote::confidence).reduce(1, (all, one) -> all * one);
    }

    /**
     * Only the last wheel may stand between two digits. One that stands too low has come from below and not arrived, so the
     * digit before it counts; one that stands too high still counts, and is leaving.
     */
    private static List<Vote> atRest(RowReading reading) {
        var votes = new ArrayList<Vote>();
        var last = reading.votes().size() - 1;
        for (var cell = 0; cell <= last; cell++) {
            var vote = reading.votes().get(cell);
            if (cell < last || reading.display()) {
                votes.add(new Vote(vote.digit(), vote.confidence(), vote.second(), vote.secondConfidence(), 0));
            } else if (vote.drop() > 0) {
                var before = (vote.digit() + 9) % 10;
                votes.add(new Vote(before, vote.confidence(), before, 0, vote.drop()));
            } else {
                votes.add(vote);
            }
        }
        return votes;
    }

    private static Candidate candidate(List<Vote> votes, int decimals, double likeness) {
        var dial = new StringBuilder();
        var digits = new ArrayList<Candidate.Digit>();
        for (var vote : votes) {
            if (decimals > 0 && digits.size() == votes.size() - decimals) {
                dial.append('.');
            }
            dial.append(vote.digit());
            digits.add(
                    new Candidate.Digit(Integer.toString(vote.digit()), rounded(vote.confidence()), vote.isTurning()));
        }
        return new Candidate(dial.toString(), rounded(confidence(votes, likeness)), List.copyOf(digits));
    }

    private static BigDecimal rounded(double confidence) {
        return BigDecimal.valueOf(confidence).setScale(3, RoundingMode.HALF_UP);
    }
}
