package org.meterline.ocr;

import java.awt.image.BufferedImage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells whether two photos are the same, or nearly. */
final class Fingerprint {

    private static final int CELLS = 8;

    private Fingerprint() {}

    /** The SHA-256 of a file, lower-case hex. */
    static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException impossible) { // every Java has it
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * A difference hash, 16 hex digits: nearly equal photos differ in a few of its 64 bits. Each bit says whether one of 9 × 8
     * cells is brighter than its right neighbour.
     */
    static String perceptual(BufferedImage image) {
        var bits = 0L;
        for (var row = 0; row < CELLS; row++) {
            for (var column = 0; column < CELLS; column++) {
                var brighter = brightness(image, column, row) > brightness(image, column + 1, row);
                bits = bits << 1 | (brighter ? 1 : 0);
            }
        }
        return HexFormat.of().toHexDigits(bits);
    }

    private static double brightness(BufferedImage image, int column, int row) {
        var left = image.getWidth() * column / (CELLS + 1);
        var right = Math.max(left + 1, image.getWidth() * (column + 1) / (CELLS + 1));
        var top = image.getHeight() * row / CELLS;
        var bottom = Math.max(top + 1, image.getHeight() * (row + 1) / CELLS);
        var sum = 0L;
        for (var y = top; y < bottom && y < image.getHeight(); y++) {
            for (var x = left; x < right && x < image.getWidth(); x++) {
                var rgb = image.getRGB(x, y);
                sum += 299L * (rgb >> 16 & 255) + 587L * (rgb >> 8 & 255) + 114L * (rgb & 255);
            }
        }
        return (double) sum / ((long) (right - left) * (bottom - top));
    }
}
