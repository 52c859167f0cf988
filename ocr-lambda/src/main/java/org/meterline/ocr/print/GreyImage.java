package org.meterline.ocr.print;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A picture in shades of grey, 0 black to 255 white.
 *
 * @param pixels row by row
 */
public record GreyImage(int width, int height, int[] pixels) {

    /** The picture as luma, ITU-R BT.601. */
    public static GreyImage of(BufferedImage image) {
        var width = image.getWidth();
        var height = image.getHeight();
        var pixels = new int[width * height];
        if (image.getType() == BufferedImage.TYPE_INT_RGB) {
            image.getRaster().getDataElements(0, 0, width, height, pixels); // getRGB asks the colour model about each
        } else {
            image.getRGB(0, 0, width, height, pixels, 0, width);
        }
        for (var i = 0; i < pixels.length; i++) {
            var rgb = pixels[i];
            pixels[i] = (299 * (rgb >> 16 & 255) + 587 * (rgb >> 8 & 255) + 114 * (rgb & 255)) / 1000;
        }
        return new GreyImage(image.getWidth(), image.getHeight(), pixels);
    }

    static GreyImage white(int width, int height) {
        var pixels = new int[width * height];
        Arrays.fill(pixels, 255);
        return new GreyImage(width, height, pixels);
    }

    /** One pixel's shade. */
    public int at(int x, int y) {
        return pixels[y * width + x];
    }

    /** The shade that a share of all pixels is darker than. */
    public int percentile(double share) {
        var histogram = new int[256];
        for (var value : pixels) {
            histogram[value]++;
        }
        var wanted = share * pixels.length;
        var seen = 0L;
        for (var value = 0; value < 256; value++) {
            seen += histogram[value];
            if (seen > wanted) {
                return value;
            }
        }
        return 255;
    }

    /** The same picture with its darkest and lightest percent spread over the whole scale. */
    public GreyImage spread() {
        var dark = percentile(0.01);
        var light = Math.max(percentile(0.99), dark + 1);
        var spread = new int[pixels.length];
        for (var i = 0; i < pixels.length; i++) {
            spread[i] = Math.clamp((pixels[i] - dark) * 255L / (light - dark), 0, 255);
        }
        return new GreyImage(width, height, spread);
    }

    /** An RGB picture no larger than a side, itself when it is small enough. */
    public static BufferedImage shrink(BufferedImage image, int sidePxMax) {
        var factor = (double) sidePxMax / Math.max(image.getWidth(), image.getHeight());
        if (factor >= 1) {
            return image;
        }
        var width = Math.max(1, (int) Math.round(image.getWidth() * factor));
        var height = Math.max(1, (int) Math.round(image.getHeight() * factor));
        var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return small;
    }
}
