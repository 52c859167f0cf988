package org.meterline.ocr;

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

    /** How far a mark stands below its line, in digit heights: wheels that turn stand high or low. */
    double drop(int index) {
        var blob = cells.get(index);
        if (blob == null) {
            return 0;
        }
        var across = (blob.centreY() - centreY(index)) * stepX - (blob.centreX() - centreX(index)) * stepY;
        return across / pitch() / digitHeight;
    }

    /** How much of the smaller one's length both share, when they lie on one another; else 0. */
    double overlap(DigitRow other) {
        var fromHere = extent();
        var fromThere = other.extent();
        var width = Math.min(fromHere[2], fromThere[2]) - Math.max(fromHere[0], fromThere[0]);
        var height = Math.min(fromHere[3], fromThere[3]) - Math.max(fromHere[1], fromThere[1]);
        if (width <= 0 || height <= 0) {
            return 0;
        }
        var smaller = Math.min(area(fromHere), area(fromThere));
        return width * height / smaller;
    }

    private static double area(double[] extent) {
        return (extent[2] - extent[0]) * (extent[3] - extent[1]);
    }

    private double[] extent() {
        var last = size() - 1;
        var half = pitch() / 2;
        return new double[] {
            Math.min(x, centreX(last)) - half,
            Math.min(y, centreY(last)) - digitHeight / 2,
            Math.max(x, centreX(last)) + half,
            Math.max(y, centreY(last)) + digitHeight / 2
        };
    }
}
