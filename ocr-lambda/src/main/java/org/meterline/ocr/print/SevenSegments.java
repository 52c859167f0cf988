package org.meterline.ocr.print;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one digit of a seven-segment display by asking each segment's place whether it is on. Letters and printed digits
 * answer unclearly, and then it says nothing.
 */
final class SevenSegments {

    /** A digit and how clearly its segments were on or off, 0 to 1. */
    record Seen(char digit, double clarity) {}

    // bits: a top, b top right, c bottom right, d bottom, e bottom left, f top left, g middle
    private static final Map<Integer, Character> DIGITS = Map.ofEntries(
            Map.entry(0b0111111, '0'),
            Map.entry(0b0000110, '1'),
            Map.entry(0b1011011, '2'),
            Map.entry(0b1001111, '3'),
            Map.entry(0b1100110, '4'),
            Map.entry(0b1101101, '5'),
            Map.entry(0b1111101, '6'),
            Map.entry(0b1111100, '6'),
            Map.entry(0b0000111, '7'),
            Map.entry(0b0100111, '7'),
            Map.entry(0b1111111, '8'),
            Map.entry(0b1101111, '9'),
            Map.entry(0b1100111, '9'));
    private static final double NARROW = 0.34; // width by height: only a 1 is as narrow
    private static final double CLARITY_MIN = 0.25;
    private static final double[] SLANTS = {0, 0.08, 0.16};
    private static final int SAMPLES = 12;

    private SevenSegments() {}

    static Optional<Seen> read(DigitRow row, int cell) {
        var blob = row.cell(cell);
        return blob.isEmpty() ? Optional.empty() : read(row.blobs(), blob.get());
    }

    /** Whether a mark is too wide for a 1. */
    static boolean isWide(@Nullable Blob blob) {
        return blob != null && blob.width() >= NARROW * blob.height();
    }

    private static Optional<Seen> read(Blobs blobs, Blob blob) {
        if (!isWide(blob)) {
            return one(blobs, blob);
        }
        Seen best = null;
        for (var slant : SLANTS) {
            var seen = segments(blobs, blob, slant);
            if (seen.isPresent() && (best == null || seen.get().clarity() > best.clarity())) {
                best = seen.get();
            }
        }
        return Optional.ofNullable(best).filter(seen -> seen.clarity() >= CLARITY_MIN);
    }

    /** A 1 has no width to ask segments in: it is a straight stroke, both halves full. */
    private static Optional<Seen> one(Blobs blobs, Blob blob) {
        var full = 0;
        for (var i = 0; i < SAMPLES; i++) {
            var y = blob.top() + (int) ((i + 0.5) / SAMPLES * blob.height());
            var any = false;
            for (var x = blob.left(); x < blob.right() && !any; x++) {
                any = blobs.isIn(blob, x, y);
            }
            full += any ? 1 : 0;
        }
        var share = (double) full / SAMPLES;
        return share < 0.8 || blob.fill() < 0.45 ? Optional.empty() : Optional.of(new Seen('1', 0.8 * share));
    }

    private static Optional<Seen> segments(Blobs blobs, Blob blob, double slant) {
        var at = new Digit(blobs, blob, slant);
        var on = new double[] {
            at.alongTop(0.02, 0.22),
            at.alongSide(0.74, 0.99, 0.2, 0.4),
            at.alongSide(0.74, 0.99, 0.6, 0.8),
            at.alongTop(0.78, 0.98),
            at.alongSide(0.01, 0.26, 0.6, 0.8),
            at.alongSide(0.01, 0.26, 0.2, 0.4),
            at.alongTop(0.4, 0.6)
        };
        var holes = Math.max(at.share(0.42, 0.58, 0.27, 0.35), at.share(0.42, 0.58, 0.65, 0.73));
        var clarity = 1 - 2 * Math.min(0.5, holes);
        var bits = 0;
        for (var segment = 0; segment < on.length; segment++) {
            clarity = Math.min(clarity, Math.abs(on[segment] - 0.5) * 2);
            bits |= on[segment] > 0.5 ? 1 << segment : 0;
        }
        var digit = DIGITS.get(bits);
        return digit == null ? Optional.empty() : Optional.of(new Seen(digit, clarity));
    }

    /** A blob's ink at places from 0 to 1 of its rectangle, the slant of the display taken out. */
    private record Digit(Blobs blobs, Blob blob, double slant) {

        /** The best line along, between two heights: the share of it that is inked. */
        double alongTop(double from, double to) {
            var best = 0.0;
            for (var i = 0; i < SAMPLES; i++) {
                var y = from + (to - from) * (i + 0.5) / SAMPLES;
                best = Math.max(best, share(0.3, 0.7, y, y));
            }
            return best;
        }

        /** The best line down, between two places along. */
        double alongSide(double from, double to, double top, double bottom) {
            var best = 0.0;
            for (var i = 0; i < SAMPLES; i++) {
                var x = from + (to - from) * (i + 0.5) / SAMPLES;
                best = Math.max(best, share(x, x, top, bottom));
            }
            return best;
        }

        double share(double left, double right, double top, double bottom) {
            var inked = 0;
            for (var i = 0; i < SAMPLES; i++) {
                var x = left + (right - left) * (i + 0.5) / SAMPLES;
                for (var j = 0; j < SAMPLES; j++) {
                    var y = top + (bottom - top) * (j + 0.5) / SAMPLES;
                    inked += isInked(x, y) ? 1 : 0;
                }
            }
            return (double) inked / (SAMPLES * SAMPLES);
        }

        private boolean isInked(double x, double y) {
            var lean = slant * blob.height(); // the top stands this far right of the foot
            var upright = blob.width() - lean;
            var px = blob.left() + x * upright + (1 - y) * lean;
            return blobs.isIn(blob, (int) px, (int) (blob.top() + y * blob.height()));
        }
    }
}
