package org.meterline.ocr.reader;

import java.nio.FloatBuffer;

/**
 * Cuts a counter out of a photo as a strip that lies straight, in the one size that the recogniser reads: three planes, red,
 * green and blue, 0 to 255.
 */
final class Rectifier {

    static final int WIDTH = 224;
    static final int HEIGHT = 48;
    static final int SIZE = 3 * WIDTH * HEIGHT;

    private static final int HALVINGS_MAX = 5; // a photo has 32 pixels on each side at least

    private final Pyramid photo;

    Rectifier(Picture photo) {
        this.photo = new Pyramid(photo);
    }

    /** Writes the strip at the buffer's place, and moves that behind it. What lies outside the photo continues its border. */
    void cut(Quad quad, FloatBuffer strip) {
        var halvings = 0;
        while (quad.height() / (1 << halvings) >= 2 * HEIGHT && halvings < HALVINGS_MAX) {
            halvings++; // so that few pixels are left out between two that are taken
        }
        var picture = photo.level(halvings);
        var inPicture = quad.scaled(1.0 / (1 << halvings), 1.0 / (1 << halvings));
        var along = inPicture.topRight().minus(inPicture.topLeft());
        var down = inPicture.bottomLeft().minus(inPicture.topLeft());
        var begin = strip.position();
        for (var y = 0; y < HEIGHT; y++) {
            var left = inPicture.topLeft().plus(down, (y + 0.5) / HEIGHT);
            for (var x = 0; x < WIDTH; x++) {
                var share = (x + 0.5) / WIDTH;
                var at = begin + y * WIDTH + x;
                var rgb = picture.at(left.x() + share * along.x() - 0.5, left.y() + share * along.y() - 0.5);
                strip.put(at, rgb >> 16 & 255);
                strip.put(at + WIDTH * HEIGHT, rgb >> 8 & 255);
                strip.put(at + 2 * WIDTH * HEIGHT, rgb & 255);
            }
        }
        strip.position(begin + SIZE);
    }
}
