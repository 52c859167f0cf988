package org.meterline.ocr.print;

import java.util.Arrays;

/** Draws a row of digits as a printer would have: upright, dark on white, one size, evenly spaced, nothing around. */
final class LineImage {

    static final int DIGIT_HEIGHT_PX = 36;
    static final int MARGIN_PX = 14;
    private static final int PITCH_PX = 34;
    private static final int SAMPLES = 3; // per pixel, along and across

    private LineImage() {}

    /** The index of the cell that a place in the drawn line belongs to. */
    static int cellAt(double xPx) {
        return (int) Math.floor((xPx - MARGIN_PX) / PITCH_PX);
    }

    /** The marks as the threshold saw them. */
    static GreyImage ofInk(DigitRow row) {
        return draw(row, (cell, x, y) -> {
            var blob = row.cells().get(cell);
            var inked = blob == null
                    ? row.blobs().ink().at((int) x, (int) y)
                    : row.blobs().isIn(blob, (int) x, (int) y);
            return inked ? 0 : 255;
        });
    }

    /** The marks in their shades, white beyond them. */
    static GreyImage ofShades(DigitRow row, GreyImage picture) {
        var shades = new int[row.size()][];
        for (var cell = 0; cell < row.size(); cell++) {
            shades[cell] = darkAndLight(row, cell, picture);
        }
        return draw(row, (cell, x, y) -> {
            var blob = row.cells().get(cell);
            var px = (int) x;
            var py = (int) y;
            if (px < 0 || py < 0 || px >= picture.width() || py >= picture.height()) {
                return 255;
            }
            if (blob != null
                    && (px < blob.left() - 2
                            || px > blob.right() + 1
                            || py < blob.top() - 2
                            || py > blob.bottom() + 1)) {
                return 255;
            }
            var spread = Math.clamp(
                    (picture.at(px, py) - shades[cell][0]) * 255L / (shades[cell][1] - shades[cell][0]), 0, 255);
            return row.tone() == Ink.Tone.DARK ? spread : 255 - spread;
        });
    }

    private interface Shade {
        int at(int cell, double x, double y);
    }

    private static GreyImage draw(DigitRow row, Shade shade) {
        var line = GreyImage.white(2 * MARGIN_PX + row.size() * PITCH_PX, 2 * MARGIN_PX + DIGIT_HEIGHT_PX);
        var zoom = row.digitHeight() / DIGIT_HEIGHT_PX; // picture pixels per line pixel
        var alongX = row.stepX() / row.pitch();
        var alongY = row.stepY() / row.pitch();
        for (var cell = 0; cell < row.size(); cell++) {
            var blob = row.cells().get(cell);
            var centreX = blob == null ? row.centreX(cell) : blob.centreX(); // a wheel that turns stands off the line
            var centreY = blob == null ? row.centreY(cell) : blob.centreY();
            var reach = Math.min(PITCH_PX / 2.0 - 1, row.pitch() / zoom * 0.47);
            for (var y = 0; y < line.height(); y++) {
                var across = y - line.height() / 2.0;
                if (Math.abs(across) > DIGIT_HEIGHT_PX * 0.62) {
                    continue;
                }
                for (var along = -reach; along < reach; along++) {
                    var sum = 0;
                    for (var sample = 0; sample < SAMPLES * SAMPLES; sample++) {
                        var a = (along + (sample % SAMPLES + 0.5) / SAMPLES) * zoom;
                        var b = (across + (Math.floorDiv(sample, SAMPLES) + 0.5) / SAMPLES) * zoom;
                        sum += shade.at(cell, centreX + a * alongX - b * alongY, centreY + a * alongY + b * alongX);
                    }
                    var x = (int) Math.round(MARGIN_PX + (cell + 0.5) * PITCH_PX + along);
                    line.pixels()[y * line.width() + x] = sum / (SAMPLES * SAMPLES);
                }
            }
        }
        return line;
    }

    private static int[] darkAndLight(DigitRow row, int cell, GreyImage picture) {
        var half = row.digitHeight() / 2;
        var left = Math.max(0, (int) (row.centreX(cell) - half * 0.8));
        var right = Math.min(picture.width(), (int) (row.centreX(cell) + half * 0.8) + 1);
        var top = Math.max(0, (int) (row.centreY(cell) - half));
        var bottom = Math.min(picture.height(), (int) (row.centreY(cell) + half) + 1);
        if (left >= right || top >= bottom) {
            return new int[] {0, 255};
        }
        var shades = new int[(right - left) * (bottom - top)];
        var i = 0;
        for (var y = top; y < bottom; y++) {
            for (var x = left; x < right; x++) {
                shades[i++] = picture.at(x, y);
            }
        }
        Arrays.sort(shades);
        var dark = shades[shades.length / 20];
        var light = shades[shades.length - 1 - shades.length / 20];
        return new int[] {dark, Math.max(light, dark + 1)};
    }
}
