package org.meterline.ocr.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;

/** A sheet of paper: words, bars, outlines and photos, each at its place. */
public final class Sheet {

    public static final Color PAPER = new Color(0xfaf8f4);
    public static final Color INK = new Color(0x22262b);
    public static final Color GREY = new Color(0x7b8086);
    public static final Color FAINT = new Color(0xe4e1da);
    public static final Color GREEN = new Color(0x00796b);
    public static final Color AMBER = new Color(0xb86e00);
    public static final Color RED = new Color(0xba2024);

    private static final double WEIGHT = 0.095; // of a stroke, in heights

    private final BufferedImage image;
    private final Graphics2D graphics;

    public Sheet(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, width, height);
    }

    /** One line, from its top left corner. */
    public Sheet text(String text, double x, double y, double height, Color colour) {
        return text(text, x, y, height, WEIGHT, colour);
    }

    /** The same with thicker strokes. */
    public Sheet bold(String text, double x, double y, double height, Color colour) {
        return text(text, x, y, height, 1.6 * WEIGHT, colour);
    }

    public int height() {
        return image.getHeight();
    }

    /** How wide a line will be. */
    public static double width(String text, double height) {
        return text.length() * height * StrokeFont.ADVANCE;
    }

    /** As much of a text as fits into a width. */
    public static String fitting(String text, double height, double width) {
        var characters = (int) (width / (height * StrokeFont.ADVANCE));
        return text.length() <= characters ? text : "..." + text.substring(text.length() - Math.max(0, characters - 3));
    }

    /** A bar that is full by a share of its width. */
    public Sheet bar(double x, double y, double width, double height, double share, Color colour) {
        fill(new RoundRectangle2D.Double(x, y, width, height, height, height), FAINT);
        var full = Math.max(height, width * Math.clamp(share, 0, 1));
        return fill(new RoundRectangle2D.Double(x, y, full, height, height, height), colour);
    }

    public Sheet fill(Shape shape, Color colour) {
        graphics.setColor(colour);
        graphics.fill(shape);
        return this;
    }

    public Sheet outline(Shape shape, double width, Color colour) {
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
        return this;
    }

    /** A picture, stretched into a rectangle. */
    public Sheet picture(BufferedImage picture, double x, double y, double width, double height) {
        graphics.drawImage(picture, (int) x, (int) y, (int) Math.round(width), (int) Math.round(height), null);
        return this;
    }

    /** The part of a picture that a transformation brings into a rectangle. */
    public Sheet part(BufferedImage picture, AffineTransform into, double x, double y, double width, double height) {
        var clip = graphics.getClip();
        graphics.clip(new RoundRectangle2D.Double(x, y, width, height, 8, 8));
        graphics.drawImage(picture, into, null);
        graphics.setClip(clip);
        return this;
    }

    /** What was drawn. Nothing more is drawn afterwards. */
    public BufferedImage image() {
        graphics.dispose();
        return image;
    }

    private Sheet text(String text, double x, double y, double height, double weight, Color colour) {
        graphics.setColor(colour);
        StrokeFont.draw(graphics, text, x, y, height, weight);
        return this;
    }
}
