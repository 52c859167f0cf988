package org.meterline.ocr.samples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A drawn photo with one thing wrong with it, so bad that a customer has to be told.
 *
 * @param whole the integer digits on the counter; null where there is none, or a part of it is missing
 */
public record SpoiltPhoto(BufferedImage picture, @Nullable String whole) {

    private static final double USUAL = 0.5; // of the 1200 x 900 that meters are drawn in

    /** What may be wrong. */
    public enum Fault {
        NOTHING,
        DARK,
        BLUR,
        GLARE,
        CUT_OFF,
        TOO_FAR,
        NO_METER,
        SCREEN
    }

    /** Where the counters are drawn, before anything is wrong with them. */
    private enum Look {
        DRUM_ELECTRICITY(314, 329, 524, 154),
        LCD_ELECTRICITY(290, 245, 620, 220),
        DRUM_WATER(317, 290, 516, 108),
        DRUM_GAS(288, 364, 544, 128);

        private final int left;
        private final int top;
        private final int width;
        private final int height;

        Look(int left, int top, int width, int height) {
            this.left = left;
            this.top = top;
            this.width = width;
            this.height = height;
        }

        BufferedImage drawn(String whole, double tiltDegrees, long seed) {
            return switch (this) {
                case DRUM_ELECTRICITY -> MeterScene.drumElectricity(whole + ".4", tiltDegrees, seed);
                case LCD_ELECTRICITY -> MeterScene.lcdElectricity(whole, tiltDegrees, seed);
                case DRUM_WATER -> MeterScene.drumWater(whole + ".682", tiltDegrees, seed);
                case DRUM_GAS -> MeterScene.drumGas(whole + ".317", 0, tiltDegrees, seed);
            };
        }
    }

    /** The same number gives the same picture; the four looks take turns. */
    public static SpoiltPhoto of(Fault fault, int number) {
        var random = new SplittableRandom(1_000L * fault.ordinal() + number);
        var look = Look.values()[number % Look.values().length];
        var whole = "%05d".formatted(random.nextInt(100_000));
        if (fault == Fault.NO_METER) {
            return new SpoiltPhoto(nothing(number, random), null);
        }
        var scene = MeterScene.farther(look.drawn(whole, random.nextDouble(-4, 4), number), USUAL);
        return switch (fault) {
            case NOTHING, NO_METER -> new SpoiltPhoto(scene, whole);
            case DARK ->
                new SpoiltPhoto(MeterScene.darkened(scene, random.nextDouble(0.02, 0.06), random.nextLong()), whole);
            case BLUR -> new SpoiltPhoto(MeterScene.blurred(scene, random.nextInt(7, 12)), whole);
            case GLARE -> new SpoiltPhoto(glaring(scene, look, random), whole);
            case CUT_OFF -> new SpoiltPhoto(cut(scene, look, random), null);
            case TOO_FAR -> new SpoiltPhoto(small(scene, random), whole);
            case SCREEN -> new SpoiltPhoto(onScreen(scene, random), whole);
        };
    }

    /** A wall, a pipe, and now and then a letter box or a socket. */
    private static BufferedImage nothing(int number, SplittableRandom random) {
        var wall = MeterScene.farther(MeterScene.wallOnly(number), USUAL);
        var graphics = graphics(wall);
        for (var thing = 0; thing < number % 3; thing++) {
            var side = random.nextInt(60, 160);
            graphics.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
            graphics.fillRoundRect(random.nextInt(300), random.nextInt(250), side, side, 20, 20);
        }
        graphics.dispose();
        return wall;
    }

    /** A lamp's reflection that takes away two digits and more. */
    private static BufferedImage glaring(BufferedImage scene, Look look, SplittableRandom random) {
        var graphics = graphics(scene);
        var x = USUAL * (look.left + look.width * random.nextDouble(0.3, 0.7));
        var y = USUAL * (look.top + look.height * 0.5);
        var radius = USUAL * look.width * random.nextDouble(0.35, 0.5);
        graphics.setPaint(new RadialGradientPaint(
                new Point2D.Double(x, y), (float) radius, new float[] {0, 0.6f, 1}, new Color[] {
                    Color.WHITE, Color.WHITE, new Color(255, 255, 255, 0)
                }));
        graphics.fillRect(0, 0, scene.getWidth(), scene.getHeight());
        graphics.dispose();
        return scene;
    }

    /** The photo ends within the counter, on one side. */
    private static BufferedImage cut(BufferedImage scene, Look look, SplittableRandom random) {
        var at = (int) (USUAL * (look.left + look.width * random.nextDouble(0.35, 0.65)));
        var left = random.nextBoolean() ? 0 : at;
        var part = new BufferedImage(
                left == 0 ? at : scene.getWidth() - at, scene.getHeight(), BufferedImage.TYPE_INT_RGB);
        var graphics = graphics(part);
        graphics.drawImage(scene, -left, 0, null);
        graphics.dispose();
        return part;
    }

    /** A meter at the end of the yard. */
    private static BufferedImage small(BufferedImage scene, SplittableRandom random) {
        var meter = MeterScene.farther(scene, random.nextDouble(0.08, 0.12));
        var yard = MeterScene.farther(MeterScene.wallOnly(random.nextInt(100)), USUAL);
        var graphics = graphics(yard);
        graphics.drawImage(meter, random.nextInt(80, 300), random.nextInt(60, 300), null);
        graphics.dispose();
        return yard;
    }

    /** The picture on a display of coloured stripes, a little turned, its frame around it. */
    private static BufferedImage onScreen(BufferedImage scene, SplittableRandom random) {
        var width = scene.getWidth();
        var height = scene.getHeight();
        var pixel = 3;
        var screen = new BufferedImage(width * pixel, height * pixel, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < screen.getHeight(); y++) {
            for (var x = 0; x < screen.getWidth(); x++) {
                var rgb = scene.getRGB(x / pixel, y / pixel);
                var gap = y % pixel == pixel - 1 ? 0.45 : 1;
                var stripe = x % pixel; // red, green, blue, each with some light of the others
                screen.setRGB(
                        x,
                        y,
                        lit(rgb >> 16 & 255, stripe == 0, gap) << 16
                                | lit(rgb >> 8 & 255, stripe == 1, gap) << 8
                                | lit(rgb & 255, stripe == 2, gap));
            }
        }
        var photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = graphics(photo);
        graphics.setColor(new Color(18, 18, 20));
        graphics.fillRect(0, 0, width, height);
        graphics.rotate(Math.toRadians(random.nextDouble(-5, 5)), width / 2.0, height / 2.0);
        var scale = random.nextDouble(0.8, 0.95) / pixel;
        graphics.translate((width - scale * screen.getWidth()) / 2, (height - scale * screen.getHeight()) / 2);
        graphics.scale(scale, scale);
        graphics.drawImage(screen, 0, 0, null);
        graphics.dispose();
        return photo;
    }

    private static int lit(int value, boolean own, double gap) {
        return (int) Math.min(255, value * gap * (own ? 1.5 : 0.6));
    }

    private static Graphics2D graphics(BufferedImage image) {
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        return graphics;
    }
}
