package org.meterline.ocr.print;

/**
 * A connected piece of ink.
 *
 * @param label its number in {@link Blobs}
 * @param area its pixels
 */
record Blob(int label, int left, int top, int width, int height, int area) {

    double centreX() {
        return left + width / 2.0;
    }

    double centreY() {
        return top + height / 2.0;
    }

    int right() {
        return left + width;
    }

    int bottom() {
        return top + height;
    }

    /** How much of its rectangle it fills, 0 to 1. */
    double fill() {
        return (double) area / ((long) width * height);
    }
}
