package org.meterline.ocr.reader;

import java.nio.FloatBuffer;

/** A picture in another size as networks take it: all its red, then all its green, then all its blue, 0 to 255. */
final class Planes {

    private Planes() {}

    /** Writes three planes of a size from the buffer's start. */
    static void write(Picture picture, int width, int height, FloatBuffer planes) {
        var across = Axis.of(picture.width(), width);
        var down = Axis.of(picture.height(), height);
        var kept = new float[2][3 * width]; // rows that the next new row may be made of as well
        var keptRow = new int[] {-1, -1};
        var sum = new float[3 * width];
        for (var y = 0; y < height; y++) {
            java.util.Arrays.fill(sum, 0);
            var shares = down.shares()[y];
            for (var tap = 0; tap < shares.length; tap++) {
                var row = down.first()[y] + tap;
                var line = kept[row & 1];
                if (keptRow[row & 1] != row) {
                    resample(picture, row, across, line);
                    keptRow[row & 1] = row;
                }
                add(line, shares[tap], sum);
            }
            round(sum);
            for (var plane = 0; plane < 3; plane++) {
                planes.put((plane * height + y) * width, sum, plane * width, width);
            }
        }
    }

    private static void resample(Picture picture, int row, Axis across, float[] line) {
        var rgb = picture.rgb();
        var width = across.first().length;
        var begin = row * picture.width();
        for (var x = 0; x < width; x++) {
            var shares = across.shares()[x];
            var at = begin + across.first()[x];
            var red = 0f;
            var green = 0f;
            var blue = 0f;
            for (var share : shares) {
                var pixel = rgb[at++];
                red += share * (pixel >> 16 & 255);
                green += share * (pixel >> 8 & 255);
                blue += share * (pixel & 255);
            }
            line[x] = red;
            line[width + x] = green;
            line[2 * width + x] = blue;
        }
    }

    /** To whole shades, which is all that the networks were taught with. In the dark a half is a lot. */
    private static void round(float[] sum) {
        for (var i = 0; i < sum.length; i++) {
            sum[i] = (int) (sum[i] + 0.5f);
        }
    }

    private static void add(float[] line, float share, float[] sum) {
        for (var i = 0; i < sum.length; i++) {
            sum[i] += share * line[i];
        }
    }
}
