package org.meterline.ocr.print;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A row with what was read in it.
 *
 * @param votes cell by cell, as a person reads
 * @param display whether it is a seven-segment display
 */
record RowReading(DigitRow row, List<Vote> votes, boolean display) {

    double meanConfidence() {
        return votes.stream().mapToDouble(Vote::confidence).average().orElse(0);
    }

    double weakest() {
        return votes.stream().mapToDouble(Vote::confidence).min().orElse(0);
    }

    /** The digits as they were seen. */
    String dial() {
        return votes.stream().map(vote -> Integer.toString(vote.digit())).collect(Collectors.joining());
    }
}
