package org.meterline.ocr.print;

/**
 * What stands out from its surroundings in a picture: the strokes, if there are any.
 *
 * @param strokes row by row, true where there is a stroke
 */
record Ink(int width, int height, boolean[] strokes) {

    private static final int CONTRAST_MIN = 9; // shades; less is noise
    private static final double DEVIATIONS_MIN = 0.35;

    /** Whether strokes are darker or lighter than what is around them. */
    enum Tone {
        DARK,
        LIGHT
    }

    /** Compares each pixel with a square around it. */
    static Ink of(Integrals sums, Tone tone, int windowPx) {
        var image = sums.image();
        var strokes = new boolean[image.pixels().length];
        var half = windowPx / 2;
        for (var y = 0; y < image.height(); y++) {
            var top = Math.max(0, y - half);
            var bottom = Math.min(image.height(), y + half + 1);
            for (var x = 0; x < image.width(); x++) {
                var left = Math.max(0, x - half);
                var right = Math.min(image.width(), x + half + 1);
                var count = (double) (bottom - top) * (right - left);
                var mean = sums.sum(left, top, right, bottom) / count;
                var difference = tone == Tone.DARK ? mean - image.at(x, y) : image.at(x, y) - mean;
                if (difference > CONTRAST_MIN) {
                    var variance = sums.squares(left, top, right, bottom) / count - mean * mean;
                    strokes[y * image.width() + x] = difference > DEVIATIONS_MIN * Math.sqrt(Math.max(0, variance));
                }
            }
        }
        return new Ink(image.width(), image.height(), strokes);
    }

    /** Joins strokes that are a few pixels apart, as the segments of an LCD are: farther down than along, where the neighbours are. */
    Ink closed(int alongPx, int downPx) {
        return new Ink(width, height, spread(spread(strokes, alongPx, downPx, true), alongPx, downPx, false));
    }

    boolean at(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && strokes[y * width + x];
    }

    /** Spreads a value over its neighbours first along, then down. */
    private boolean[] spread(boolean[] from, int alongPx, int downPx, boolean value) {
        return across(along(from, alongPx, value), downPx, value);
    }

    private boolean[] along(boolean[] from, int radius, boolean value) {
        var to = new boolean[from.length];
        for (var y = 0; y < height; y++) {
            var last = Integer.MIN_VALUE / 2;
            for (var x = 0; x < width + radius; x++) {
                if (x < width && from[y * width + x] == value) {
                    last = x;
                }
                var target = x - radius;
                if (target >= 0) {
                    to[y * width + target] = (last >= target - radius) == value;
                }
            }
        }
        return to;
    }

    private boolean[] across(boolean[] from, int radius, boolean value) {
        var to = new boolean[from.length];
        for (var x = 0; x < width; x++) {
            var last = Integer.MIN_VALUE / 2;
            for (var y = 0; y < height + radius; y++) {
                if (y < height && from[y * width + x] == value) {
                    last = y;
                }
                var target = y - radius;
                if (target >= 0) {
                    to[target * width + x] = (last >= target - radius) == value;
                }
            }
        }
        return to;
    }
}
