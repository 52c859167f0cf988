package org.meterline.ocr.print;

/** The sums over any rectangle of a picture, each in four steps. */
final class Integrals {

    private final GreyImage image;
    private final long[] sums;
    private final long[] squares;
    private final int stride;

    Integrals(GreyImage image) {
        this.image = image;
        this.stride = image.width() + 1;
        this.sums = new long[stride * (image.height() + 1)];
        this.squares = new long[stride * (image.height() + 1)];
        for (var y = 0; y < image.height(); y++) {
            var row = 0L;
            var rowOfSquares = 0L;
            for (var x = 0; x < image.width(); x++) {
                var value = image.at(x, y);
                row += value;
                rowOfSquares += (long) value * value;
                sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
                squares[(y + 1) * stride + x + 1] = squares[y * stride + x + 1] + rowOfSquares;
            }
        }
    }

    GreyImage image() {
        return image;
    }

    /** The sum of all shades from left and top up to, not with, right and bottom. */
    long sum(int left, int top, int right, int bottom) {
        return of(sums, left, top, right, bottom);
    }

    /** The sum of their squares. */
    long squares(int left, int top, int right, int bottom) {
        return of(squares, left, top, right, bottom);
    }

    private long of(long[] table, int left, int top, int right, int bottom) {
        return table[bottom * stride + right]
                - table[top * stride + right]
                - table[bottom * stride + left]
                + table[top * stride + left];
    }
}
