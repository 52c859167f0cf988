package org.meterline.ocr;

import java.awt.image.BufferedImage;

/** Tells how many of a row's digits stand behind the point: red wheels on a drum, a point on a display. */
final class Decimals {

    private static final int DECIMALS_MAX = 3;
    private static final double REDDER_MIN = 22; // shades of red above the other colours, against the row's other cells
    private static final double POINT_HEIGHT_MAX = 0.26; // of a digit's
    private static final double POINT_HEIGHT_MIN = 0.04;

    private Decimals() {}

    static int of(RowReading reading, BufferedImage image) {
        return reading.display() ? behindThePoint(reading.row()) : redWheels(reading, image);
    }

    private static int redWheels(RowReading reading, BufferedImage image) {
        var row = reading.row();
        var redness = new double[row.size()];
        for (var cell = 0; cell < row.size(); cell++) {
            var place = reading.upsideDown() ? row.size() - 1 - cell : cell;
            redness[cell] = redness(row, place, image);
        }
        for (var decimals = Math.min(DECIMALS_MAX, row.size() - 1); decimals >= 1; decimals--) {
            var blackest = Double.NEGATIVE_INFINITY;
            var reddest = Double.POSITIVE_INFINITY;
            for (var cell = 0; cell < row.size(); cell++) {
                if (cell < row.size() - decimals) {
                    blackest = Math.max(blackest, redness[cell]);
                } else {
                    reddest = Math.min(reddest, redness[cell]);
                }
            }
            if (reddest - blackest > REDDER_MIN) {
                return decimals;
            }
        }
        return 0;
    }

    private static double redness(DigitRow row, int cell, BufferedImage image) {
        var halfWidth = row.pitch() * 0.4;
        var halfHeight = row.digitHeight() * 0.6;
        var sum = 0L;
        var count = 0;
        for (var y = (int) (row.centreY(cell) - halfHeight); y <= row.centreY(cell) + halfHeight; y++) {
            for (var x = (int) (row.centreX(cell) - halfWidth); x <= row.centreX(cell) + halfWidth; x++) {
                if (x >= 0 && y >= 0 && x < image.getWidth() && y < image.getHeight()) {
                    var rgb = image.getRGB(x, y);
                    sum += (rgb >> 16 & 255) - Math.max(rgb >> 8 & 255, rgb & 255);
                    count++;
                }
            }
        }
        return count == 0 ? 0 : (double) sum / count;
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
