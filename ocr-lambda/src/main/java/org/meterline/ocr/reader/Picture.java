package org.meterline.ocr.reader;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * A colour picture.
 *
 * @param rgb row by row, one pixel an int: red, green and blue in the lower three bytes
 */
record Picture(int width, int height, int[] rgb) {

    Picture {
        if (rgb.length < width * height) {
            throw new IllegalArgumentException("a picture of " + width + " x " + height + " has more pixels");
        }
    }

    /** The same pixels where the image keeps them as we do, else a copy. The image must not change meanwhile. */
    static Picture of(BufferedImage image) {
        var raster = image.getRaster();
        var whole = image.getType() == BufferedImage.TYPE_INT_RGB
                && raster.getParent() == null
                && raster.getDataBuffer() instanceof DataBufferInt;
        var rgb = whole
                ? ((DataBufferInt) raster.getDataBuffer()).getData()
                : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return new Picture(image.getWidth(), image.getHeight(), rgb);
    }

    /** The colour at a place, from pixel centre to pixel centre, in whole shades. Beyond the border that goes on. */
    int at(double x, double y) {
        var inX = x < 0 ? 0 : x > width - 1 ? width - 1 : x;
        var inY = y < 0 ? 0 : y > height - 1 ? height - 1 : y;
        var left = (int) inX;
        var top = (int) inY;
        var first = top * width + left;
        var next = left + 1 < width ? 1 : 0;
        var below = top + 1 < height ? width : 0;
        var right = (float) (inX - left);
        var low = (float) (inY - top);
        var a = rgb[first];
        var b = rgb[first + next];
        var c = rgb[first + below];
        var d = rgb[first + below + next];
        return mixed(a >> 16 & 255, b >> 16 & 255, c >> 16 & 255, d >> 16 & 255, right, low) << 16
                | mixed(a >> 8 & 255, b >> 8 & 255, c >> 8 & 255, d >> 8 & 255, right, low) << 8
                | mixed(a & 255, b & 255, c & 255, d & 255, right, low);
    }

    private static int mixed(int a, int b, int c, int d, float right, float low) {
        var upper = (1 - right) * a + right * b;
        var lower = (1 - right) * c + right * d;
        return (int) ((1 - low) * upper + low * lower + 0.5f);
    }

    /** Half the size: each pixel is the mean of two by two. An odd last row or column is left out. */
    Picture halved() {
        var halfWidth = width / 2;
        var halfHeight = height / 2;
        var half = new int[halfWidth * halfHeight];
        for (var y = 0; y < halfHeight; y++) {
            var upper = 2 * y * width;
            var lower = upper + width;
            for (var x = 0; x < halfWidth; x++) {
                half[y * halfWidth + x] =
                        mean(rgb[upper + 2 * x], rgb[upper + 2 * x + 1], rgb[lower + 2 * x], rgb[lower + 2 * x + 1]);
            }
        }
        return new Picture(halfWidth, halfHeight, half);
    }

    /** Red and blue are added in one go: their sums of four do not reach each other. */
    private static int mean(int a, int b, int c, int d) {
        var redBlue = (a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff) + 0x020002;
        var green = (a & 0xff00) + (b & 0xff00) + (c & 0xff00) + (d & 0xff00) + 0x0200;
        return redBlue >> 2 & 0xff00ff | green >> 2 & 0xff00;
    }
}
