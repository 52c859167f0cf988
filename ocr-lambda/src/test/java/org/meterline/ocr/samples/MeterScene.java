package org.meterline.ocr.samples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Random;
import org.meterline.ocr.picture.StrokeFont;

/** Draws meters on walls. The same arguments give the same picture, pixel by pixel. */
public final class MeterScene {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 900;
    private static final Color RED = new Color(186, 32, 36);
    private static final Color INK = new Color(34, 34, 38);

    private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    private final Graphics2D graphics = image.createGraphics();
    private final Random random;

    private MeterScene(long seed, double tiltDegrees) {
        this.random = new Random(seed);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        wall();
        graphics.rotate(Math.toRadians(tiltDegrees), WIDTH / 2.0, HEIGHT / 2.0);
    }

    /**
     * An electricity meter of the old kind: black wheels, the decimals on red ones, a disc that turns.
     *
     * @param dial digits with a point before the decimals
     */
    public static BufferedImage drumElectricity(String dial, double tiltDegrees, long seed) {
        return drumElectricity(dial, 0, tiltDegrees, seed);
    }

    /** The same, its last wheel turned on towards the next digit by a share of the way, 0 to 1. */
    public static BufferedImage drumElectricity(String dial, double turned, double tiltDegrees, long seed) {
        var scene = new MeterScene(seed, tiltDegrees);
        scene.housing(170, 70, 860, 760, new Color(70, 74, 80), new Color(222, 221, 212));
        scene.text("METERLINE", 420, 175, 44, 0.13);
        scene.text("TA28 230V 10-40A 50HZ", 330, 270, 26, 0.1);
        var wheels = dial.replace(".", "").length();
        scene.blackWheels(dial, turned, 330, 345, 82, 122);
        scene.text("kWh", 330 + wheels * 82 + 40, 390, 44, 0.12);
        scene.disc();
        scene.text("No 4410982", 430, 720, 34, 0.11);
        return scene.finished(0.03);
    }

    /**
     * An electronic meter with a seven-segment display.
     *
     * @param dial digits, with a point before the decimals if there are any
     */
    public static BufferedImage lcdElectricity(String dial, double tiltDegrees, long seed) {
        var scene = new MeterScene(seed, tiltDegrees);
        scene.housing(200, 60, 800, 780, new Color(200, 202, 205), new Color(238, 239, 240));
        scene.text("METERLINE E3", 385, 130, 44, 0.13);
        scene.display(dial, 290, 245, 620, 220);
        scene.text("kWh", 832, 424, 26, 0.12);
        scene.text("230V 5-80A 50HZ CL 1", 360, 530, 28, 0.1);
        scene.lamp(420, 640, new Color(210, 40, 30));
        scene.lamp(560, 640, new Color(70, 80, 70));
        scene.text("1000 IM/kWh", 630, 640, 26, 0.1);
        scene.text("No 7730154", 450, 740, 32, 0.11);
        return scene.finished(0.05);
    }

    /** A water meter: white wheels in a black frame, the decimals in red, small dials below. */
    public static BufferedImage drumWater(String dial, double tiltDegrees, long seed) {
        var scene = new MeterScene(seed, tiltDegrees);
        scene.waterBody();
        var wheels = dial.replace(".", "").length();
        scene.whiteWheels(dial, 575 - wheels * 31, 300, 62, 88);
        scene.text("m", 575 + wheels * 31 + 22, 328, 44, 0.12);
        scene.text("3", 575 + wheels * 31 + 58, 318, 24, 0.12);
        scene.text("METERLINE W", 460, 230, 36, 0.12);
        scene.text("No 20431876", 480, 700, 28, 0.11);
        scene.hands();
        return scene.finished(0.02);
    }

    /** A gas meter: a box of sheet metal, black wheels, the decimals on red ones. */
    public static BufferedImage drumGas(String dial, double turned, double tiltDegrees, long seed) {
        var scene = new MeterScene(seed, tiltDegrees);
        scene.housing(130, 90, 940, 700, new Color(150, 152, 150), new Color(206, 208, 204));
        scene.text("METERLINE G4", 420, 190, 44, 0.13);
        scene.text("QMAX 6 M3/H  QMIN 0.04 M3/H", 300, 280, 26, 0.1);
        var wheels = dial.replace(".", "").length();
        var left = 560 - wheels * 32;
        scene.blackWheels(dial, turned, left, 380, 64, 96);
        scene.text("m", left + wheels * 64 + 34, 420, 44, 0.12);
        scene.text("3", left + wheels * 64 + 70, 408, 24, 0.12);
        scene.text("No 31180054", 460, 640, 32, 0.11);
        return scene.finished(0.03);
    }

    /** A wall with a pipe, and no meter. */
    public static BufferedImage wallOnly(long seed) {
        var scene = new MeterScene(seed, 1);
        scene.graphics.setPaint(
                new GradientPaint(820, 0, new Color(120, 90, 60), 880, 0, new Color(205, 160, 110), true));
        scene.graphics.fill(new RoundRectangle2D.Double(820, -50, 90, 1000, 40, 40));
        scene.graphics.setColor(new Color(105, 80, 60));
        scene.graphics.fill(new RoundRectangle2D.Double(800, 420, 130, 60, 20, 20));
        return scene.finished(0);
    }

    /** The picture as a camera out of focus takes it. */
    public static BufferedImage blurred(BufferedImage image, int radiusPx) {
        var soft = image;
        for (var pass = 0; pass < 3; pass++) {
            soft = boxBlur(soft, radiusPx);
        }
        return soft;
    }

    /** The picture with so many times as many pixels on each side, fewer than one. */
    public static BufferedImage farther(BufferedImage image, double times) {
        var width = (int) Math.round(image.getWidth() * times);
        var height = (int) Math.round(image.getHeight() * times);
        var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = small.createGraphics();
        graphics.drawImage(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        graphics.dispose();
        return small;
    }

    /** The picture with hardly any light, and the noise that comes with it. */
    public static BufferedImage darkened(BufferedImage image, double light, long seed) {
        var noise = new Random(seed);
        var dark = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        var from = pixels(image);
        var to = pixels(dark);
        for (var at = 0; at < from.length; at++) {
            var rgb = from[at];
            var grain = noise.nextGaussian() * 5;
            to[at] = rgb(red(rgb) * light + grain, green(rgb) * light + grain, blue(rgb) * light + grain);
        }
        return dark;
    }

    private void wall() {
        graphics.setPaint(new GradientPaint(0, 0, new Color(176, 168, 152), WIDTH, HEIGHT, new Color(132, 124, 112)));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        for (var i = 0; i < 2500; i++) { // plaster
            var shade = random.nextInt(30) - 15;
            graphics.setColor(new Color(150 + shade, 143 + shade, 130 + shade, 70));
            var size = 3 + random.nextInt(22);
            graphics.fill(new Ellipse2D.Double(
                    random.nextInt(WIDTH), random.nextInt(HEIGHT), size, size * (0.4 + random.nextDouble())));
        }
    }

    private void housing(double x, double y, double width, double height, Color body, Color face) {
        graphics.setColor(new Color(0, 0, 0, 60));
        graphics.fill(new RoundRectangle2D.Double(x + 14, y + 18, width, height, 60, 60));
        graphics.setPaint(new GradientPaint(
                (float) x, (float) y, body.brighter(), (float) (x + width), (float) (y + height), body));
        graphics.fill(new RoundRectangle2D.Double(x, y, width, height, 60, 60));
        graphics.setPaint(new GradientPaint(
                (float) x, (float) y, face, (float) (x + width), (float) (y + height), darker(face, 0.86)));
        graphics.fill(new RoundRectangle2D.Double(x + 40, y + 40, width - 80, height - 80, 30, 30));
    }

    private void blackWheels(String dial, double turned, double x, double y, double pitch, double height) {
        var wheels = dial.replace(".", "").length();
        var decimals = dial.contains(".") ? dial.length() - dial.indexOf('.') - 1 : 0;
        graphics.setColor(new Color(16, 16, 18));
        graphics.fill(new RoundRectangle2D.Double(x - 16, y - 16, wheels * pitch + 32, height + 32, 12, 12));
        var digits = dial.replace(".", "");
        for (var i = 0; i < wheels; i++) {
            var left = x + i * pitch;
            var red = i >= wheels - decimals;
            var ground = red ? RED : new Color(38, 38, 42);
            var wheel = new RoundRectangle2D.Double(left + 4, y, pitch - 8, height, 6, 6);
            graphics.setPaint(
                    new GradientPaint(0, (float) y, darker(ground, 0.6), 0, (float) (y + height / 2), ground, true));
            graphics.fill(wheel);
            graphics.setColor(new Color(236, 236, 230));
            var carried = digits.substring(i + 1).chars().allMatch(digit -> digit == '9'); // and it turns along
            digitOnWheel(digits.charAt(i), carried ? turned : 0, wheel, left, pitch, y, height);
        }
    }

    /** A wheel rolls upwards: its digit leaves at the top while the next one comes from below. */
    private void digitOnWheel(
            char digit, double turned, Shape wheel, double left, double pitch, double y, double height) {
        var size = height * 0.62;
        var x = left + (pitch - size * 0.6) / 2;
        var top = y + (height - size) / 2 - turned * height;
        var clip = graphics.getClip();
        graphics.clip(wheel);
        StrokeFont.drawCharacter(graphics, digit, x, top, size, 0.13);
        if (turned > 0) {
            var next = (char) ('0' + (digit - '0' + 1) % 10);
            StrokeFont.drawCharacter(graphics, next, x, top + height, size, 0.13);
        }
        graphics.setClip(clip);
    }

    private void whiteWheels(String dial, double x, double y, double pitch, double height) {
        var digits = dial.replace(".", "");
        var decimals = dial.contains(".") ? dial.length() - dial.indexOf('.') - 1 : 0;
        graphics.setColor(new Color(30, 30, 34));
        graphics.fill(new RoundRectangle2D.Double(x - 10, y - 10, digits.length() * pitch + 20, height + 20, 8, 8));
        for (var i = 0; i < digits.length(); i++) {
            var left = x + i * pitch;
            var ground = new Color(240, 239, 232);
            graphics.setPaint(
                    new GradientPaint(0, (float) y, darker(ground, 0.7), 0, (float) (y + height / 2), ground, true));
            graphics.fill(new RoundRectangle2D.Double(left + 3, y, pitch - 6, height, 5, 5));
            graphics.setColor(i >= digits.length() - decimals ? RED : INK);
            var size = height * 0.64;
            StrokeFont.drawCharacter(
                    graphics, digits.charAt(i), left + (pitch - size * 0.6) / 2, y + (height - size) / 2, size, 0.13);
        }
    }

    private void disc() {
        graphics.setColor(new Color(20, 20, 22));
        graphics.fill(new RoundRectangle2D.Double(320, 560, 560, 60, 20, 20));
        graphics.setPaint(new GradientPaint(0, 580, new Color(200, 200, 205), 0, 600, new Color(120, 120, 126)));
        graphics.fill(new RoundRectangle2D.Double(335, 580, 530, 18, 10, 10));
        graphics.setColor(RED);
        graphics.fill(new RoundRectangle2D.Double(510, 580, 46, 18, 4, 4));
    }

    private void display(String dial, double x, double y, double width, double height) {
        graphics.setColor(new Color(60, 64, 60));
        graphics.fill(new RoundRectangle2D.Double(x - 14, y - 14, width + 28, height + 28, 24, 24));
        graphics.setPaint(new GradientPaint(
                (float) x,
                (float) y,
                new Color(176, 194, 158),
                (float) (x + width),
                (float) (y + height),
                new Color(150, 170, 136)));
        graphics.fill(new RoundRectangle2D.Double(x, y, width, height, 10, 10));
        var digitHeight = 118.0;
        var pitch = 92.0;
        var left = x + 30;
        for (var i = 0; i < dial.length(); i++) {
            if (dial.charAt(i) == '.') {
                graphics.setColor(new Color(28, 34, 28));
                graphics.fill(new Ellipse2D.Double(left - 19, y + 150, 13, 13));
            } else {
                segments(dial.charAt(i) - '0', left, y + 42, digitHeight);
                left += pitch;
            }
        }
    }

    private void segments(int digit, double x, double y, double height) {
        var on = new int[] {0x3f, 0x06, 0x5b, 0x4f, 0x66, 0x6d, 0x7d, 0x07, 0x7f, 0x6f}[digit];
        var w = height * 0.5;
        var t = height * 0.11;
        var gap = height * 0.015;
        var h = height / 2;
        var slant = new AffineTransform(1, 0, -0.08, 1, x + 0.08 * (y + height), y);
        slant.translate(-0.08 * y, 0);
        var bars = new double[][] {
            {0, 0, w, 0},
            {w, 0, w, h},
            {w, h, w, 2 * h},
            {0, 2 * h, w, 2 * h},
            {0, h, 0, 2 * h},
            {0, 0, 0, h},
            {0, h, w, h}
        };
        for (var i = 0; i < bars.length; i++) {
            var bar = bars[i];
            graphics.setColor((on >> i & 1) == 1 ? new Color(28, 34, 28) : new Color(28, 34, 28, 12));
            graphics.fill(slant.createTransformedShape(bar(bar[0], bar[1], bar[2], bar[3], t, gap)));
        }
    }

    private static Shape bar(double x1, double y1, double x2, double y2, double thick, double gap) {
        var length = Math.hypot(x2 - x1, y2 - y1);
        var dx = (x2 - x1) / length;
        var dy = (y2 - y1) / length;
        var half = thick / 2;
        var path = new Path2D.Double();
        path.moveTo(x1 + dx * gap, y1 + dy * gap);
        path.lineTo(x1 + dx * (gap + half) - dy * half, y1 + dy * (gap + half) + dx * half);
        path.lineTo(x2 - dx * (gap + half) - dy * half, y2 - dy * (gap + half) + dx * half);
        path.lineTo(x2 - dx * gap, y2 - dy * gap);
        path.lineTo(x2 - dx * (gap + half) + dy * half, y2 - dy * (gap + half) - dx * half);
        path.lineTo(x1 + dx * (gap + half) + dy * half, y1 + dy * (gap + half) - dx * half);
        path.closePath();
        return path;
    }

    private void lamp(double x, double y, Color colour) {
        graphics.setColor(new Color(60, 60, 60));
        graphics.fill(new Ellipse2D.Double(x - 4, y - 4, 40, 40));
        graphics.setPaint(new RadialGradientPaint(
                (float) x + 12, (float) y + 12, 28, new float[] {0, 1}, new Color[] {colour.brighter(), colour.darker()
                }));
        graphics.fill(new Ellipse2D.Double(x, y, 32, 32));
    }

    private void waterBody() {
        graphics.setPaint(new GradientPaint(0, 380, new Color(196, 160, 92), 0, 620, new Color(126, 96, 48)));
        graphics.fill(new RoundRectangle2D.Double(-40, 390, 1280, 190, 40, 40));
        graphics.setColor(new Color(0, 0, 0, 60));
        graphics.fill(new Ellipse2D.Double(222, 70, 784, 784));
        graphics.setPaint(new GradientPaint(220, 60, new Color(214, 182, 110), 980, 840, new Color(120, 90, 44)));
        graphics.fill(new Ellipse2D.Double(210, 58, 780, 780));
        graphics.setPaint(new RadialGradientPaint(
                600, 440, 340, new float[] {0, 1}, new Color[] {new Color(246, 246, 242), new Color(214, 214, 208)}));
        graphics.fill(new Ellipse2D.Double(270, 118, 660, 660));
    }

    private void hands() {
        for (var i = 0; i < 2; i++) {
            var x = i == 0 ? 440 : 760;
            graphics.setColor(INK);
            graphics.setStroke(new BasicStroke(3));
            graphics.draw(new Ellipse2D.Double(x - 70, 480, 140, 140));
            for (var tick = 0; tick < 10; tick++) {
                var angle = Math.PI * 2 * tick / 10;
                graphics.draw(new java.awt.geom.Line2D.Double(
                        x + Math.sin(angle) * 60,
                        550 - Math.cos(angle) * 60,
                        x + Math.sin(angle) * 70,
                        550 - Math.cos(angle) * 70));
            }
            graphics.setColor(RED);
            graphics.setStroke(new BasicStroke(9, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            var angle = i == 0 ? 1.1 : 4.0;
            graphics.draw(
                    new java.awt.geom.Line2D.Double(x, 550, x + Math.sin(angle) * 50, 550 - Math.cos(angle) * 50));
        }
    }

    private void text(String text, double x, double y, double height, double weight) {
        graphics.setColor(INK);
        StrokeFont.draw(graphics, text, x, y, height, weight);
    }

    /** Glass before it, a lens that is not quite sharp, and a sensor's noise. */
    private BufferedImage finished(double reflection) {
        if (reflection > 0) {
            graphics.setTransform(new AffineTransform());
            var glass = new Path2D.Double();
            glass.moveTo(300, 0);
            glass.lineTo(520, 0);
            glass.lineTo(300, HEIGHT);
            glass.lineTo(80, HEIGHT);
            glass.closePath();
            graphics.setColor(new Color(255, 255, 255, (int) (255 * reflection)));
            graphics.fill(glass);
        }
        graphics.dispose();
        var photo = boxBlur(image, 1);
        var pixels = pixels(photo);
        for (var y = 0; y < HEIGHT; y++) {
            for (var x = 0; x < WIDTH; x++) {
                var rgb = pixels[y * WIDTH + x];
                var away = Math.hypot(x - WIDTH / 2.0, y - HEIGHT / 2.0) / (WIDTH / 2.0);
                var light = 1.02 - 0.18 * away * away;
                var grain = random.nextGaussian() * 3;
                pixels[y * WIDTH + x] =
                        rgb(red(rgb) * light + grain, green(rgb) * light + grain, blue(rgb) * light + grain);
            }
        }
        return photo;
    }

    private static BufferedImage boxBlur(BufferedImage image, int radius) {
        return blurAlong(blurAlong(image, radius, 1, 0), radius, 0, 1);
    }

    /** The mean of as many neighbours on both sides; what lies outside is as the edge. */
    private static BufferedImage blurAlong(BufferedImage image, int radius, int stepX, int stepY) {
        var width = image.getWidth();
        var from = pixels(image);
        var blurred = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_INT_RGB);
        var to = pixels(blurred);
        var length = stepX == 1 ? width : image.getHeight();
        var step = stepX + stepY * width;
        for (var line = 0; line < (stepX == 1 ? image.getHeight() : width); line++) {
            blurLine(from, to, line * (stepX == 1 ? width : 1), step, length, radius);
        }
        return blurred;
    }

    private static void blurLine(int[] from, int[] to, int start, int step, int length, int radius) {
        var count = 2.0 * radius + 1;
        var red = 0;
        var green = 0;
        var blue = 0;
        for (var at = -radius; at < length + radius; at++) {
            var enters = from[start + Math.clamp(at, 0, length - 1) * step];
            red += red(enters);
            green += green(enters);
            blue += blue(enters);
            var centre = at - radius;
            if (centre >= 0) {
                to[start + centre * step] = rgb(red / count, green / count, blue / count);
                var leaves = from[start + Math.max(0, centre - radius) * step];
                red -= red(leaves);
                green -= green(leaves);
                blue -= blue(leaves);
            }
        }
    }

    private static int[] pixels(BufferedImage image) {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }

    private static Color darker(Color colour, double share) {
        return new Color(
                (int) (colour.getRed() * share), (int) (colour.getGreen() * share), (int) (colour.getBlue() * share));
    }

    private static int red(int rgb) {
        return rgb >> 16 & 255;
    }

    private static int green(int rgb) {
        return rgb >> 8 & 255;
    }

    private static int blue(int rgb) {
        return rgb & 255;
    }

    private static int rgb(double red, double green, double blue) {
        return Math.clamp(Math.round(red), 0, 255) << 16
                | Math.clamp(Math.round(green), 0, 255) << 8
                | Math.clamp(Math.round(blue), 0, 255);
    }
}
