package org.meterline.ocr.picture;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Map;
import java.util.stream.Collectors;

/** Letters and digits as strokes, so that pictures come out the same on every machine, whatever fonts it has. */
public final class StrokeFont {

    /** From one character's left side to the next, in heights. */
    public static final double ADVANCE = 0.78;

    /** A character, then its strokes: M moves, L draws a line, C a curve. */
    private static final Map<Character, String> STROKES =
            """
            % M.08,1 L.52,0 M.16,.02 C.02,.02,.02,.32,.16,.32 C.3,.32,.3,.02,.16,.02 M.44,.68 C.3,.68,.3,.98,.44,.98 C.58,.98,.58,.68,.44,.68
            ' M.3,0 L.3,.22
            ( M.4,-.08 C.15,.25,.15,.75,.4,1.08
            ) M.2,-.08 C.45,.25,.45,.75,.2,1.08
            + M.3,.25 L.3,.78 M.05,.52 L.55,.52
            , M.3,.96 L.22,1.14
            - M.12,.52 L.48,.52
            . M.28,.98 L.32,.98
            / M.1,1 L.5,0
            1 M.14,.22 L.34,0 L.34,1
            2 M.06,.27 C.06,-.08,.55,-.1,.55,.27 C.55,.52,.12,.72,.06,1 L.56,1
            3 M.08,.16 C.2,-.08,.54,-.05,.54,.25 C.54,.42,.4,.48,.25,.48 C.45,.48,.57,.58,.57,.74 C.57,1.07,.14,1.08,.05,.82
            4 M.42,1 L.42,0 L.03,.7 L.58,.7
            5 M.52,0 L.13,0 L.1,.45 C.2,.36,.57,.32,.57,.68 C.57,1.06,.15,1.08,.05,.83
            7 M.04,0 L.56,0 L.22,1
            : M.3,.5 L.3,.52 M.3,.96 L.3,.98
            < M.5,.2 L.1,.52 L.5,.84
            = M.08,.38 L.52,.38 M.08,.66 L.52,.66
            > M.1,.2 L.5,.52 L.1,.84
            ? M.08,.25 C.1,-.1,.52,-.06,.52,.25 C.52,.48,.3,.45,.3,.7 M.3,.96 L.3,.98
            A M0,1 L.3,0 L.6,1 M.12,.64 L.48,.64
            B M.08,0 L.08,1 L.34,1 C.62,1,.62,.48,.34,.48 L.08,.48 M.34,.48 C.58,.48,.58,0,.34,0 L.08,0
            C M.55,.2 C.4,-.1,.05,-.05,.05,.5 C.05,1.05,.4,1.1,.55,.8
            D M.08,0 L.08,1 L.25,1 C.65,1,.65,0,.25,0 L.08,0
            E M.52,0 L.08,0 L.08,1 L.52,1 M.08,.48 L.45,.48
            F M.52,0 L.08,0 L.08,1 M.08,.48 L.45,.48
            G M.55,.2 C.4,-.1,.05,-.05,.05,.5 C.05,1.05,.5,1.1,.55,.75 L.55,.55 L.34,.55
            H M.06,0 L.06,1 M.54,0 L.54,1 M.06,.48 L.54,.48
            I M.3,0 L.3,1
            J M.5,0 L.5,.75 C.5,1.05,.1,1.08,.06,.78
            K M.08,0 L.08,1 M.54,0 L.08,.6 M.24,.4 L.56,1
            L M.1,0 L.1,1 L.52,1
            M M.04,1 L.04,0 L.3,.6 L.56,0 L.56,1
            N M.06,1 L.06,0 L.54,1 L.54,0
            P M.08,1 L.08,0 L.3,0 C.62,0,.62,.52,.3,.52 L.08,.52
            Q M.3,0 C-.03,0,-.03,1,.3,1 C.63,1,.63,0,.3,0 M.36,.75 L.58,1.03
            R M.08,1 L.08,0 L.3,0 C.62,0,.62,.5,.3,.5 L.08,.5 M.3,.5 L.56,1
            S M.52,.15 C.4,-.08,.06,-.05,.06,.25 C.06,.55,.54,.45,.54,.75 C.54,1.05,.15,1.08,.05,.83
            T M.02,0 L.58,0 M.3,0 L.3,1
            U M.06,0 L.06,.7 C.06,1.1,.54,1.1,.54,.7 L.54,0
            V M.02,0 L.3,1 L.58,0
            W M0,0 L.15,1 L.3,.35 L.45,1 L.6,0
            X M.04,0 L.56,1 M.56,0 L.04,1
            Y M.03,0 L.3,.5 L.57,0 M.3,.5 L.3,1
            Z M.05,0 L.55,0 L.05,1 L.55,1
            _ M.02,1.06 L.58,1.06
            a M.48,.42 L.48,1 M.48,.58 C.4,.36,.1,.38,.1,.71 C.1,1.04,.4,1.06,.48,.84
            b M.1,0 L.1,1 M.1,.84 C.18,1.06,.5,1.04,.5,.71 C.5,.38,.18,.36,.1,.58
            c M.5,.55 C.4,.35,.1,.38,.1,.71 C.1,1.04,.4,1.07,.5,.87
            d M.48,0 L.48,1 M.48,.84 C.4,1.06,.08,1.04,.08,.71 C.08,.38,.4,.36,.48,.58
            e M.1,.7 L.5,.7 C.5,.3,.1,.32,.1,.71 C.1,1.06,.4,1.06,.5,.88
            f M.46,.04 C.3,-.05,.22,.05,.22,.25 L.22,1 M.08,.42 L.42,.42
            g M.48,.42 L.48,1.1 C.48,1.35,.15,1.32,.1,1.2 M.48,.58 C.4,.36,.08,.38,.08,.71 C.08,1.04,.4,1.06,.48,.84
            h M.1,0 L.1,1 M.1,.6 C.15,.35,.5,.35,.5,.6 L.5,1
            i M.3,.42 L.3,1 M.3,.2 L.3,.22
            j M.36,.42 L.36,1.1 C.36,1.3,.15,1.28,.12,1.2 M.36,.2 L.36,.22
            k M.1,0 L.1,1 M.48,.4 L.1,.72 M.22,.62 L.5,1
            l M.24,0 L.24,.85 C.24,1,.32,1.02,.42,.98
            m M.04,1 L.04,.42 M.04,.6 C.08,.38,.3,.38,.3,.6 L.3,1 M.3,.6 C.34,.38,.56,.38,.56,.6 L.56,1
            n M.1,.42 L.1,1 M.1,.6 C.15,.35,.5,.35,.5,.62 L.5,1
            p M.1,.42 L.1,1.28 M.1,.84 C.18,1.06,.5,1.04,.5,.71 C.5,.38,.18,.36,.1,.58
            q M.48,.42 L.48,1.28 M.48,.84 C.4,1.06,.08,1.04,.08,.71 C.08,.38,.4,.36,.48,.58
            r M.16,.42 L.16,1 M.16,.66 C.2,.42,.36,.38,.48,.46
            s M.46,.52 C.38,.36,.12,.38,.12,.56 C.12,.76,.48,.66,.48,.86 C.48,1.04,.16,1.06,.1,.88
            t M.24,.15 L.24,.84 C.24,1.02,.36,1.04,.46,.98 M.08,.42 L.44,.42
            u M.1,.42 L.1,.8 C.1,1.07,.45,1.05,.5,.82 M.5,.42 L.5,1
            v M.08,.42 L.3,1 L.52,.42
            w M.04,.42 L.17,1 L.3,.52 L.43,1 L.56,.42
            x M.1,.45 L.5,1 M.5,.45 L.1,1
            y M.08,.42 L.3,.98 M.52,.42 L.26,1.1 C.2,1.26,.1,1.28,.05,1.24
            z M.1,.42 L.5,.42 L.1,1 L.5,1
            """.lines().collect(Collectors.toMap(line -> line.charAt(0), line -> line.substring(2)));

    private static final String UNKNOWN = "M.1,.2 L.5,.2 L.5,1 L.1,1 L.1,.2";

    private StrokeFont() {}

    /** Draws a line of text in the current colour. */
    public static void draw(Graphics2D graphics, String text, double x, double y, double height, double weight) {
        var left = x;
        for (var character : text.toCharArray()) {
            drawCharacter(graphics, character, left, y, height, weight);
            left += height * ADVANCE;
        }
    }

    /** Draws one character with its top left corner at a place; it is six tenths as wide as high. */
    public static void drawCharacter(
            Graphics2D graphics, char character, double x, double y, double height, double weight) {
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
            case ' ' -> {}
            default -> append(path, STROKES.getOrDefault(character, UNKNOWN));
        }
        return path;
    }

    private static void six(Path2D path) {
        append(path, "M.45,0 C.2,.15,.05,.42,.05,.7");
        path.append(new Ellipse2D.Double(0.05, 0.42, 0.5, 0.58), false);
    }

    private static void append(Path2D path, String strokes) {
        for (var step : strokes.split(" ", -1)) {
            if (step.isEmpty()) {
                continue;
            }
            var numbers = step.substring(1).split(",", -1);
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
