package org.meterline.ocr.print;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of equal, evenly spaced marks in a picture's ink: two neighbours suggest a lattice, and the lattice is
 * followed to both sides as long as there are marks on it.
 */
final class RowFinder {

    private static final int HEIGHT_PX_MIN = 9;
    private static final double HEIGHT_SHARE_MAX = 0.45; // of the picture's
    private static final double ASPECT_MAX = 1.15;
    private static final double FILL_MIN = 0.12;
    private static final int MARKS_MAX = 2_500; // more is gravel, not a meter
    private static final double PITCH_MIN = 0.4; // in digit heights, as all of these
    private static final double PITCH_MAX = 2.4;
    private static final double SLOPE_MAX = 0.5;
    private static final double HEIGHT_RATIO_MIN = 0.8;
    private static final double ALONG_TOLERANCE = 0.36; // in pitches: a narrow 1 stands beside its cell's centre
    private static final double ACROSS_TOLERANCE = 0.22;
    private static final double ACROSS_TOLERANCE_OF_TURNING =
            0.3; // the wheels on the right stand off the line as they turn
    private static final double NARROW = 0.34; // width by height
    private static final double DISPLAY_DIGIT_WIDTH = 0.56; // by height
    private static final double BETWEEN = 0.22; // of a pitch around the middle between two cells
    private static final int NEIGHBOURS = 4;
    private static final int CELLS_MIN = 4;
    private static final int CELLS_MAX = 10;

    private final Blobs blobs;
    private final Ink.Tone tone;
    private final List<Blob> marks;

    private RowFinder(Blobs blobs, Ink.Tone tone, List<Blob> marks) {
        this.blobs = blobs;
        this.tone = tone;
        this.marks = marks;
    }

    static List<DigitRow> rows(Blobs blobs, Ink.Tone tone) {
        var heightMax = blobs.ink().height() * HEIGHT_SHARE_MAX;
        var marks = new ArrayList<>(blobs.all().stream()
                .filter(blob -> blob.height() >= HEIGHT_PX_MIN
                        && blob.height() <= heightMax
                        && blob.width() >= 2
                        && blob.width() <= ASPECT_MAX * blob.height()
                        && blob.fill() >= FILL_MIN)
                .sorted(Comparator.comparingInt(Blob::height).reversed())
                .limit(MARKS_MAX)
                .toList());
        marks.sort(Comparator.comparingDouble(Blob::centreX));
        return new RowFinder(blobs, tone, marks).rows();
    }

    private List<DigitRow> rows() {
        var rows = new ArrayList<DigitRow>();
        for (var i = 0; i < marks.size(); i++) {
            var mark = marks.get(i);
            var neighbours = 0;
            for (var j = i + 1; j < marks.size() && neighbours < NEIGHBOURS; j++) {
                var next = marks.get(j);
                if (next.centreX() - mark.centreX() > PITCH_MAX * mark.height() * 1.25) {
                    break;
                }
                if (areNeighbours(mark, next)) {
                    neighbours++;
                    var row = follow(mark, next);
                    if (row != null && !skipsMarks(row)) {
                        rows.add(row);
                    }
                }
            }
        }
        return rows;
    }

    private static boolean areNeighbours(Blob mark, Blob next) {
        var height = (mark.height() + next.height()) / 2.0;
        var along = next.centreX() - mark.centreX();
        var across = Math.abs(next.centreY() - mark.centreY());
        return along >= PITCH_MIN * height
                && along <= PITCH_MAX * height
                && across <= SLOPE_MAX * along
                && isAsHigh(next, mark.height());
    }

    private static boolean isAsHigh(Blob blob, double height) {
        return blob.height() >= HEIGHT_RATIO_MIN * height && height >= HEIGHT_RATIO_MIN * blob.height();
    }

    private @Nullable DigitRow follow(Blob first, Blob second) {
        var chain = new ArrayList<@Nullable Blob>(List.of(first, second));
        extend(chain, first, second, ACROSS_TOLERANCE_OF_TURNING);
        var leftwards = new ArrayList<@Nullable Blob>(List.of(second, first));
        extend(leftwards, second, first, ACROSS_TOLERANCE);
        var all = new ArrayList<@Nullable Blob>();
        for (var i = leftwards.size() - 1; i >= 2; i--) {
            all.add(leftwards.get(i));
        }
        all.addAll(chain);
        return all.size() < CELLS_MIN || all.size() > CELLS_MAX ? null : fitted(all);
    }

    /** Goes on from the last of two, one missing mark forgiven. */
    private void extend(List<@Nullable Blob> chain, Blob from, Blob to, double tolerance) {
        var height = (from.height() + to.height()) / 2.0;
        var x = to.centreX();
        var y = to.centreY();
        var stepX = to.centreX() - from.centreX();
        var stepY = to.centreY() - from.centreY();
        var index = 1;
        var missing = 0;
        while (chain.size() <= CELLS_MAX) {
            var steps = missing + 1;
            var next = markNear(x + steps * stepX, y + steps * stepY, Math.hypot(stepX, stepY), height, tolerance);
            if (next == null) {
                missing++;
                if (missing > 1) {
                    return;
                }
                continue;
            }
            if (missing == 1) {
                chain.add(null);
            }
            index += steps;
            missing = 0;
            chain.add(next);
            x = centreNear(next, x + steps * stepX);
            y = next.centreY();
            stepX = (x - from.centreX()) / index;
            stepY = (y - from.centreY()) / index;
        }
    }

    private @Nullable Blob markNear(double x, double y, double pitch, double height, double tolerance) {
        var reach = ALONG_TOLERANCE * pitch;
        var reachOfNarrow = Math.max(reach, 0.5 * pitch);
        Blob best = null;
        var bestDistance = Double.MAX_VALUE;
        for (var i = firstFrom(x - reachOfNarrow); i < marks.size(); i++) {
            var mark = marks.get(i);
            if (mark.centreX() > x + reachOfNarrow) {
                break;
            }
            if (Math.abs(centreNear(mark, x) - x) > reach) {
                continue;
            }
            var across = Math.abs(mark.centreY() - y);
            if (across <= tolerance * height && isAsHigh(mark, height)) {
                var distance = Math.hypot(centreNear(mark, x) - x, mark.centreY() - y);
                if (distance < bestDistance) {
                    bestDistance = distance;
                    best = mark;
                }
            }
        }
        return best;
    }

    /** The centre of a mark's cell: a 1 of a display stands at the right of its cell, a 1 of a drum in the middle. */
    private static double centreNear(Blob mark, double x) {
        if (mark.width() > NARROW * mark.height()) {
            return mark.centreX();
        }
        var ofDisplay = mark.right() - DISPLAY_DIGIT_WIDTH / 2 * mark.height();
        return Math.abs(ofDisplay - x) < Math.abs(mark.centreX() - x) ? ofDisplay : mark.centreX();
    }

    /** Whether a lattice goes past marks of its own size, as one does that takes every second letter of a text. */
    private boolean skipsMarks(DigitRow row) {
        var skipped = 0;
        for (var gap = 0; gap < row.size() - 1; gap++) {
            var x = row.centreX(gap) + row.stepX() / 2;
            var y = row.centreY(gap) + row.stepY() / 2;
            var reach = row.pitch() * BETWEEN;
            var between = false;
            for (var i = firstFrom(x - reach); i < marks.size() && marks.get(i).centreX() <= x + reach; i++) {
                between |= Math.abs(marks.get(i).centreY() - y) < ACROSS_TOLERANCE * row.digitHeight()
                        && isAsHigh(marks.get(i), row.digitHeight());
            }
            skipped += between ? 1 : 0;
        }
        return skipped > 1;
    }

    private int firstFrom(double x) {
        var low = 0;
        var high = marks.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (marks.get(middle).centreX() < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Fitted twice: first by the wide marks, whose centres are certain, then by all. */
    private @Nullable DigitRow fitted(List<@Nullable Blob> cells) {
        var centres = new double[cells.size()];
        var wide = new boolean[cells.size()];
        var there = new boolean[cells.size()];
        var heights = new ArrayList<Integer>();
        for (var i = 0; i < cells.size(); i++) {
            var cell = cells.get(i);
            if (cell != null) {
                centres[i] = cell.centreX();
                there[i] = true;
                wide[i] = cell.width() > NARROW * cell.height();
                heights.add(cell.height());
            }
        }
        var rough = Line.through(cells, centres, wide);
        var line = rough == null ? Line.through(cells, centres, there) : rough;
        for (var i = 0; i < cells.size() && line != null; i++) {
            var cell = cells.get(i);
            if (cell != null) {
                centres[i] = centreNear(cell, line.x() + i * line.stepX());
            }
        }
        var fine = Line.through(cells, centres, there);
        heights.sort(Comparator.naturalOrder());
        var height = heights.get(heights.size() / 2).doubleValue();
        return fine == null ? null : row(cells, centres, fine, height);
    }

    private DigitRow row(List<@Nullable Blob> cells, double[] centres, Line line, double height) {
        var off = 0.0;
        for (var i = 0; i < cells.size(); i++) {
            var cell = cells.get(i);
            if (cell == null) {
                off += 0.5;
            } else {
                var along = (centres[i] - line.x() - i * line.stepX()) / line.stepX();
                var across = (cell.centreY() - line.y() - i * line.stepY()) / height;
                var higher = (cell.height() - height) / height;
                off += Math.min(1, 0.5 * Math.abs(along) + Math.abs(across) + Math.abs(higher));
            }
        }
        var regularity = Math.max(0, 1 - 2 * off / cells.size());
        return new DigitRow(
                blobs,
                tone,
                Collections.unmodifiableList(cells),
                line.x(),
                line.y(),
                line.stepX(),
                line.stepY(),
                height,
                regularity);
    }

    /** A lattice along a line: where it starts, and the step from one cell to the next. */
    private record Line(double x, double y, double stepX, double stepY) {

        private static final int POINTS_MIN = 3;

        /** Least squares over the cells that count; null when they are too few. */
        static @Nullable Line through(List<@Nullable Blob> cells, double[] centres, boolean[] counts) {
            double n = 0;
            double sumI = 0;
            double sumII = 0;
            double sumX = 0;
            double sumY = 0;
            double sumIX = 0;
            double sumIY = 0;
            for (var i = 0; i < cells.size(); i++) {
                var cell = cells.get(i);
                if (cell != null && counts[i]) {
                    n++;
                    sumI += i;
                    sumII += (double) i * i;
                    sumX += centres[i];
                    sumY += cell.centreY();
                    sumIX += i * centres[i];
                    sumIY += i * cell.centreY();
                }
            }
            if (n < POINTS_MIN) {
                return null;
            }
            var spread = n * sumII - sumI * sumI;
            var stepX = (n * sumIX - sumI * sumX) / spread;
            var stepY = (n * sumIY - sumI * sumY) / spread;
            return new Line((sumX - stepX * sumI) / n, (sumY - stepY * sumI) / n, stepX, stepY);
        }
    }
}
