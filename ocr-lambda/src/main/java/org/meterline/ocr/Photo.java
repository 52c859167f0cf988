package org.meterline.ocr;

import java.awt.image.BufferedImage;

/**
 * A decoded photo, upright, made smaller for working if it was large.
 *
 * @param pixels RGB, no alpha
 * @param widthPx the width of the photo as it came, upright
 * @param heightPx the height of the photo as it came, upright
 */
record Photo(BufferedImage pixels, int widthPx, int heightPx) {

    /** How many pixels of the photo as it came are one pixel here. */
    double scale() {
        return (double) widthPx / pixels.getWidth();
    }
}
