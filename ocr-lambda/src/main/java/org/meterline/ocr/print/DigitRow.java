package org.meterline.ocr.print;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Marks of one height at even distances in one line, as wheels and LCD digits stand. Positions are pixels of the picture in
 * which it was found; the line may be tilted.
 *
 * @param blobs the picture's ink
 * @param tone of the marks
 * @param cells the marks from left to right, null where one is missing
 * @param x the centre of the first cell
 * @param y the centre of the first cell
 * @param stepX from one cell's centre to the next
 * @param stepY from one cell's centre to the next
 * @param digitHeight the usual height of a mark
 * @param regularity 0 to 1: how even distances and heights are
 */
record DigitRow(
        Blobs blobs,
        Ink.Tone tone,
        List<@Nullable Blob> cells,
        double x,
        double y,
        double stepX,
        double stepY,
        double digitHeight,
        double regularity) {

    int size() {
        return cells.size();
    }

    Optional<Blob> cell(int index) {
        return Optional.ofNullable(cells.get(index));
    }

    long found() {
        return cells.stream().filter(cell -> cell != null).count();
    }

    double pitch() {
        return Math.hypot(stepX, stepY);
    }

    double centreX(int index) {
        return x + index * stepX;
    }

    double centreY(int index) {
        return y + index * stepY;
    }

    /** How much of the smaller one's area both share, 0 to 1. */
    double overlap(DigitRow other) {
        return overlap(extent(1), other.extent(1));
    }

    /** Whether both lie on one another, in a picture of which their own pixels are multiples. */
    boolean overlaps(double scale, DigitRow other, double otherScale) {
        return overlap(extent(scale), other.extent(otherScale)) > 0;
    }

    private static double overlap(double[] here, double[] there) {
        var width = Math.min(here[2], there[2]) - Math.max(here[0], there[0]);
        var height = Math.min(here[3], there[3]) - Math.max(here[1], there[1]);
        return width <= 0 || height <= 0 ? 0 : width * height / Math.min(area(here), area(there));
    }

    private static double area(double[] extent) {
        return (extent[2] - extent[0]) * (extent[3] - extent[1]);
    }

    private double[] extent(double scale) {
        var last = size() - 1;
        var half = pitch() / 2;
        return new double[] {
            scale * (Math.min(x, centreX(last)) - half),
            scale * (Math.min(y, centreY(last)) - digitHeight / 2),
            scale * (Math.max(x, centreX(last)) + half),
            scale * (Math.max(y, centreY(last)) + digitHeight / 2)
        };
    }
}
