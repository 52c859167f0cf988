package org.meterline.ocr;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/** Tells how many of a row's digits stand behind the point: red wheels on a drum, a point on a display. */
final class Decimals {

    private static final int DECIMALS_MAX = 3;
    private static final double REDDER_MIN =
            0.05; // than the reddest of the other wheels, and than they are among themselves
    private static final double LENT = 0.4; // of the reddest cell's red
    private static final double POINT_HEIGHT_MAX = 0.26; // of a digit's
    private static final double POINT_HEIGHT_MIN = 0.04;

    private Decimals() {}

    static int of(RowReading reading, BufferedImage image) {
        return reading.display() ? behindThePoint(reading.row()) : redWheels(reading, image);
    }

    /** Red cells at the end of a row whose other cells are not. A red neighbour that is not in the row lends its colour. */
    private static int redWheels(RowReading reading, BufferedImage image) {
        var row = reading.row();
        var redness = new double[row.size()];
        for (var cell = 0; cell < row.size(); cell++) {
            redness[cell] = redness(row, place(reading, cell), image);
        }
        var reddestOfAll =
                Math.max(Arrays.stream(redness).max().orElse(0), redness(row, place(reading, row.size()), image));
        for (var decimals = Math.min(DECIMALS_MAX, row.size() - 1); decimals >= 1; decimals--) {
            var others = Arrays.stream(redness, 0, row.size() - decimals).summaryStatistics();
            var reddest = Arrays.stream(redness, row.size() - decimals, row.size())
                    .min()
                    .orElse(0);
            var apart = Math.max(REDDER_MIN, others.getMax() - others.getMin());
            if (reddest - others.getMax() > Math.max(apart, LENT * (reddestOfAll - others.getMin()))) {
                return decimals;
            }
        }
        return 0;
    }

    private static int place(RowReading reading, int cell) {
        return reading.upsideDown() ? reading.row().size() - 1 - cell : cell;
    }

    /** How much more red than anything else there is in a cell, as a share of its light. */
    private static double redness(DigitRow row, int cell, BufferedImage image) {
        var halfWidth = row.pitch() * 0.33;
        var halfHeight = row.digitHeight() * 0.6;
        var redder = 0L;
        var light = 0L;
        for (var y = (int) (row.centreY(cell) - halfHeight); y <= row.centreY(cell) + halfHeight; y++) {
            for (var x = (int) (row.centreX(cell) - halfWidth); x <= row.centreX(cell) + halfWidth; x++) {
                if (x >= 0 && y >= 0 && x < image.getWidth() && y < image.getHeight()) {
                    var rgb = image.getRGB(x, y);
                    var red = rgb >> 16 & 255;
                    var others = Math.max(rgb >> 8 & 255, rgb & 255);
                    redder += red - others;
                    light += Math.max(red, others);
                }
            }
        }
        return light == 0 ? 0 : (double) redder / light;
    }

    /** A small full mark at the foot of the line, between two digits. */
    private static int behindThePoint(DigitRow row) {
        var height = row.digitHeight();
        for (var blob : row.blobs().all()) {
            var small = blob.height() <= POINT_HEIGHT_MAX * height
                    && blob.height() >= POINT_HEIGHT_MIN * height
                    && blob.width() <= POINT_HEIGHT_MAX * height
                    && blob.fill() > 0.55;
            if (!small) {
                continue;
            }
            for (var cell = Math.max(0, row.size() - 1 - DECIMALS_MAX); cell < row.size() - 1; cell++) {
                var left = row.cells().get(cell);
                var right = row.cells().get(cell + 1);
                if (left != null && right != null && isBetween(blob, left, right)) {
                    return row.size() - 1 - cell;
                }
            }
        }
        return 0;
    }

    private static boolean isBetween(Blob point, Blob left, Blob right) {
        var foot = (left.bottom() + right.bottom()) / 2.0;
        var height = (left.height() + right.height()) / 2.0;
        return point.left() >= left.right() - 0.05 * height
                && point.right() <= right.left() + 0.05 * height
                && Math.abs(point.bottom() - foot) < 0.14 * height;
    }
}
