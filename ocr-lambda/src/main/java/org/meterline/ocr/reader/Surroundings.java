package org.meterline.ocr.reader;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** What is around a counter in a photo, as somebody sees it who stands upright before the meter. */
public final class Surroundings {

    private Surroundings() {}

    /**
     * A picture with the counter in its middle.
     *
     * @param widths how wide the picture is, in widths of the counter
     * @param heights how high the picture is, in heights of the counter
     * @param counterHeightPx how many pixels of the picture the counter is high
     */
    public static BufferedImage of(
            BufferedImage photo, Quad counter, double widths, double heights, int counterHeightPx) {
        var along = counter.topRight().minus(counter.topLeft());
        var centre = counter.topLeft().plus(counter.bottomRight().minus(counter.topLeft()), 0.5);
        var step = counter.height() / counterHeightPx; // pixels of the photo from one of the picture to the next
        var width = Math.max(1, (int) Math.round(widths * counter.width() / step));
        var height = Math.max(1, (int) Math.round(heights * counterHeightPx));
        var direction = new Point(along.x() / along.length(), along.y() / along.length());
        return cut(Picture.of(photo), Quad.around(centre, direction, width * step, height * step), width, height);
    }

    private static BufferedImage cut(Picture photo, Quad quad, int width, int height) {
        var halvings = 0;
        while (quad.width() / width >= 2 << halvings && Math.min(photo.width(), photo.height()) >> halvings > 2) {
            halvings++;
        }
        var level = new Pyramid(photo).level(halvings);
        var scaled = quad.scaled(1.0 / (1 << halvings), 1.0 / (1 << halvings));
        var along = scaled.topRight().minus(scaled.topLeft());
        var down = scaled.bottomLeft().minus(scaled.topLeft());
        var cut = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pixels = ((DataBufferInt) cut.getRaster().getDataBuffer()).getData();
        var alongX = along.x();
        var alongY = along.y();
        for (var y = 0; y < height; y++) {
            var left = scaled.topLeft().plus(down, (y + 0.5) / height);
            var leftX = left.x();
            var leftY = left.y();
            for (var x = 0; x < width; x++) {
                var share = (x + 0.5) / width;
                pixels[y * width + x] = level.at(leftX + share * alongX - 0.5, leftY + share * alongY - 0.5);
            }
        }
        return cut;
    }
}
