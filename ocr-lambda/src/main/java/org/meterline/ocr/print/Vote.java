package org.meterline.ocr.print;

/**
 * What is thought of one cell.
 *
 * @param digit the best digit
 * @param confidence 0 to 1; 0 when nothing was seen
 * @param second the next best digit; the same as the first when nobody thought of another
 * @param secondConfidence 0 to 1
 */
record Vote(int digit, double confidence, int second, double secondConfidence) {

    private static final double SEGMENTS_CONFIDENCE_MIN = 0.9;
    private static final double CONFIDENCE_MAX = 0.995;

    static Vote of(double[] scores, double voters) {
        var best = 0;
        for (var digit = 1; digit < scores.length; digit++) {
            best = scores[digit] > scores[best] ? digit : best;
        }
        var second = best;
        for (var digit = 0; digit < scores.length; digit++) {
            if (digit != best && scores[digit] > (second == best ? 0 : scores[second])) {
                second = digit;
            }
        }
        var secondScore = second == best ? 0 : scores[second];
        return new Vote(best, Math.min(CONFIDENCE_MAX, scores[best] / voters), second, secondScore / voters);
    }

    static Vote ofSegments(SevenSegments.Seen seen) {
        var confidence = SEGMENTS_CONFIDENCE_MIN + (CONFIDENCE_MAX - SEGMENTS_CONFIDENCE_MIN) * seen.clarity();
        return new Vote(seen.digit() - '0', confidence, seen.digit() - '0', 0);
    }
}
