package org.meterline.ocr.samples;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Map;

/** Letters and digits as strokes, so that pictures come out the same on every machine, whatever fonts it has. */
final class StrokeFont {

    /** From one character's left side to the next, in heights. */
    static final double ADVANCE = 0.78;

    private static final Map<Character, String> STROKES = Map.ofEntries(
            Map.entry('1', "M.14,.22 L.34,0 L.34,1"),
            Map.entry('2', "M.06,.27 C.06,-.08,.55,-.1,.55,.27 C.55,.52,.12,.72,.06,1 L.56,1"),
            Map.entry(
                    '3',
                    "M.08,.16 C.2,-.08,.54,-.05,.54,.25 C.54,.42,.4,.48,.25,.48 C.45,.48,.57,.58,.57,.74 C.57,1.07,.14,1.08,.05,.82"),
            Map.entry('4', "M.42,1 L.42,0 L.03,.7 L.58,.7"),
            Map.entry('5', "M.52,0 L.13,0 L.1,.45 C.2,.36,.57,.32,.57,.68 C.57,1.06,.15,1.08,.05,.83"),
            Map.entry('7', "M.04,0 L.56,0 L.22,1"),
            Map.entry('A', "M0,1 L.3,0 L.6,1 M.12,.64 L.48,.64"),
            Map.entry('C', "M.55,.2 C.4,-.1,.05,-.05,.05,.5 C.05,1.05,.4,1.1,.55,.8"),
            Map.entry('E', "M.52,0 L.08,0 L.08,1 L.52,1 M.08,.48 L.45,.48"),
            Map.entry('H', "M.06,0 L.06,1 M.54,0 L.54,1 M.06,.48 L.54,.48"),
            Map.entry('I', "M.3,0 L.3,1"),
            Map.entry('L', "M.1,0 L.1,1 L.52,1"),
            Map.entry('M', "M.04,1 L.04,0 L.3,.6 L.56,0 L.56,1"),
            Map.entry('N', "M.06,1 L.06,0 L.54,1 L.54,0"),
            Map.entry('R', "M.08,1 L.08,0 L.3,0 C.62,0,.62,.5,.3,.5 L.08,.5 M.3,.5 L.56,1"),
            Map.entry('S', "M.52,.15 C.4,-.08,.06,-.05,.06,.25 C.06,.55,.54,.45,.54,.75 C.54,1.05,.15,1.08,.05,.83"),
            Map.entry('T', "M.02,0 L.58,0 M.3,0 L.3,1"),
            Map.entry('V', "M.02,0 L.3,1 L.58,0"),
            Map.entry('W', "M0,0 L.15,1 L.3,.35 L.45,1 L.6,0"),
            Map.entry('Z', "M.05,0 L.55,0 L.05,1 L.55,1"),
            Map.entry('h', "M.1,0 L.1,1 M.1,.6 C.15,.35,.5,.35,.5,.6 L.5,1"),
            Map.entry('k', "M.1,0 L.1,1 M.48,.4 L.1,.72 M.22,.62 L.5,1"),
            Map.entry('m', "M.04,1 L.04,.42 M.04,.6 C.08,.38,.3,.38,.3,.6 L.3,1 M.3,.6 C.34,.38,.56,.38,.56,.6 L.56,1"),
            Map.entry('x', "M.1,.45 L.5,1 M.5,.45 L.1,1"),
            Map.entry('/', "M.1,1 L.5,0"),
            Map.entry('-', "M.12,.52 L.48,.52"),
            Map.entry('.', "M.28,.98 L.32,.98"),
            Map.entry(' ', ""));

    private StrokeFont() {}

    /** Draws a line of text in the current colour. */
    static void draw(Graphics2D graphics, String text, double x, double y, double height, double weight) {
        var left = x;
        for (var character : text.toCharArray()) {
            drawCharacter(graphics, character, left, y, height, weight);
            left += height * ADVANCE;
        }
    }

    /** Draws one character with its top left corner at a place; it is six tenths as wide as high. */
    static void drawCharacter(Graphics2D graphics, char character, double x, double y, double height, double weight) {
        var place = new AffineTransform(height, 0, 0, height, x, y);
        graphics.setStroke(new BasicStroke((float) (height * weight), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(place.createTransformedShape(outline(character)));
    }

    private static Path2D outline(char character) {
        var path = new Path2D.Double();
        switch (character) {
            case '0', 'O' -> path.append(new Ellipse2D.Double(0.05, 0, 0.5, 1), false);
            case 'o' -> path.append(new Ellipse2D.Double(0.1, 0.42, 0.42, 0.58), false);
            case '6' -> six(path);
            case '8' -> {
                path.append(new Ellipse2D.Double(0.09, 0, 0.42, 0.46), false);
                path.append(new Ellipse2D.Double(0.04, 0.46, 0.52, 0.54), false);
            }
            case '9' -> {
                six(path);
                path.transform(AffineTransform.getRotateInstance(Math.PI, 0.3, 0.5));
            }
            default -> append(path, STROKES.get(character));
        }
        return path;
    }

    private static void six(Path2D path) {
        append(path, "M.45,0 C.2,.15,.05,.42,.05,.7");
        path.append(new Ellipse2D.Double(0.05, 0.42, 0.5, 0.58), false);
    }

    private static void append(Path2D path, String strokes) {
        for (var step : strokes.split(" ")) {
            if (step.isEmpty()) {
                continue;
            }
            var numbers = step.substring(1).split(",");
            var n = new double[numbers.length];
            for (var i = 0; i < n.length; i++) {
                n[i] = Double.parseDouble(numbers[i]);
            }
            switch (step.charAt(0)) {
                case 'M' -> path.moveTo(n[0], n[1]);
                case 'L' -> path.lineTo(n[0], n[1]);
                default -> path.curveTo(n[0], n[1], n[2], n[3], n[4], n[5]);
            }
        }
    }
}
