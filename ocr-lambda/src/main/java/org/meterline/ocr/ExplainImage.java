package org.meterline.ocr;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.QualityFinding;
import org.meterline.contracts.UnreadableReason;
import org.meterline.ocr.picture.Sheet;

/**
 * A picture that explains a reading: on the left the photo with the counter, from the dot in reading direction; on the right
 * the counter upright, each digit with its chance, what else it may be, and why the reader doubts.
 */
final class ExplainImage {

    private static final int WIDTH_PX = 1_500;
    private static final int MARGIN_PX = 30;
    private static final int PHOTO_SIDE_PX = 860;
    private static final int PANEL_LEFT_PX = 2 * MARGIN_PX + PHOTO_SIDE_PX;
    private static final int PANEL_WIDTH_PX = WIDTH_PX - PANEL_LEFT_PX - MARGIN_PX;
    private static final int STRIP_HEIGHT_MAX_PX = 130;
    private static final int CELL_WIDTH_MAX_PX = 68;
    private static final int HEIGHT_MIN_PX = 660;
    private static final double SURE = 0.95;
    private static final double LIKELY = 0.8;
    private static final BigDecimal CLOSE = new BigDecimal("0.02"); // what is less likely is not worth a line

    private final Sheet sheet;
    private final CounterPicture picture;
    private final Rectangle place;
    private double y = MARGIN_PX;

    private ExplainImage(Photo photo) {
        var pixels = photo.pixels();
        var photoHeight = PHOTO_SIDE_PX * pixels.getHeight() / Math.max(pixels.getWidth(), pixels.getHeight());
        this.sheet = new Sheet(WIDTH_PX, Math.max(HEIGHT_MIN_PX, photoHeight + 2 * MARGIN_PX));
        this.picture = new CounterPicture(photo, sheet);
        this.place = picture.place(MARGIN_PX, MARGIN_PX, PHOTO_SIDE_PX);
    }

    static BufferedImage of(String name, Photo photo, DialReading reading) {
        return new ExplainImage(photo).drawn(name, reading);
    }

    private BufferedImage drawn(String name, DialReading reading) {
        picture.draw(place);
        line(Sheet.fitting(name, 15, PANEL_WIDTH_PX), 15, Sheet.GREY);
        switch (reading) {
            case DialReading.Read read -> read(read);
            case DialReading.Unreadable unreadable -> unreadable(unreadable);
        }
        measures(reading.measures());
        return sheet.image();
    }

    private void read(DialReading.Read read) {
        picture.mark(read.box(), place);
        var strip =
                picture.strip(read.box(), new Rectangle(PANEL_LEFT_PX, (int) y, PANEL_WIDTH_PX, STRIP_HEIGHT_MAX_PX));
        y += strip > 0 ? strip + 28 : 0;
        digits(read.best());
        confidence(read.best());
        if (read.candidates().size() > 1) {
            line("or", 15, Sheet.GREY);
            read.candidates().stream()
                    .skip(1)
                    .forEach(other -> line(other.dial() + "   " + percent(other.confidence()), 20, Sheet.INK));
        }
        if (read.serial() != null) {
            line("serial number " + read.serial(), 15, Sheet.INK);
        }
        if (!read.findings().isEmpty()) {
            line(read.findings().stream().map(ExplainImage::words).collect(Collectors.joining(", ")), 20, Sheet.AMBER);
        }
    }

    private void unreadable(DialReading.Unreadable unreadable) {
        y += 30;
        sheet.bold("no reading", PANEL_LEFT_PX, y, 44, Sheet.INK);
        y += 80;
        line(words(unreadable.reason()), 22, Sheet.AMBER);
        y += 20;
    }

    /** A cell per digit: its chance, what it may be instead, whether its wheel turns. What is behind the point is red. */
    private void digits(Candidate candidate) {
        var dial = candidate.dial();
        var point = dial.indexOf('.') < 0 ? dial.length() : dial.indexOf('.');
        var cellWidth = Math.min(
                CELL_WIDTH_MAX_PX,
                PANEL_WIDTH_PX / Math.max(1, candidate.digits().size()));
        var digitHeight = Math.min(54, cellWidth * 0.8);
        var turning = false;
        var others = 0.0; // how far the longest list of alternatives goes down
        for (var i = 0; i < candidate.digits().size(); i++) {
            var digit = candidate.digits().get(i);
            var x = (double) PANEL_LEFT_PX + i * cellWidth;
            var colour = i >= point ? Sheet.RED : Sheet.INK;
            sheet.bold(digit.value(), x, y, digitHeight, colour);
            if (i == point) {
                sheet.fill(new Ellipse2D.Double(x - cellWidth * 0.22, y + digitHeight - 7, 9, 9), Sheet.RED);
            }
            var share = digit.confidence().doubleValue();
            sheet.bar(x, y + digitHeight + 16, cellWidth * 0.7, 6, share, colourOf(share));
            sheet.text(percent(digit.confidence()), x, y + digitHeight + 30, 12, colourOf(share));
            var below = y + digitHeight + 52;
            for (var other : digit.alternatives()) {
                if (other.confidence().compareTo(CLOSE) >= 0) {
                    sheet.text(other.value() + " " + percent(other.confidence()), x, below, 10, Sheet.GREY);
                    below += 16;
                    others = Math.max(others, below - (y + digitHeight + 52));
                }
            }
            if (digit.turning()) {
                sheet.outline(arrowUp(x + cellWidth * 0.76, y, digitHeight), 3, Sheet.AMBER);
                turning = true;
            }
        }
        y += digitHeight + 66 + others;
        if (turning) {
            line("a wheel is turning: the lower digit counts", 15, Sheet.AMBER);
        }
    }

    private static Shape arrowUp(double x, double y, double height) {
        var arrow = new Path2D.Double();
        arrow.moveTo(x, y + height);
        arrow.lineTo(x, y + 2);
        arrow.moveTo(x - 5, y + 10);
        arrow.lineTo(x, y + 2);
        arrow.lineTo(x + 5, y + 10);
        return arrow;
    }

    private void confidence(Candidate candidate) {
        var share = candidate.confidence().doubleValue();
        sheet.bar(PANEL_LEFT_PX, y, PANEL_WIDTH_PX, 14, share, colourOf(share));
        y += 26;
        line("right with a chance of " + percent(candidate.confidence()), 20, colourOf(share));
    }

    private void measures(Map<String, Double> measures) {
        y += 10;
        for (var measure : measures.entrySet()) {
            if (y < sheet.height() - MARGIN_PX) {
                sheet.text(measure.getKey(), PANEL_LEFT_PX, y, 11, Sheet.GREY);
                sheet.text(
                        String.format(Locale.ROOT, "%.3f", measure.getValue()),
                        PANEL_LEFT_PX + 380.0,
                        y,
                        11,
                        Sheet.GREY);
            }
            y += 19;
        }
    }

    private void line(String text, double height, Color colour) {
        sheet.text(text, PANEL_LEFT_PX, y, height, colour);
        y += height + 17;
    }

    private static Color colourOf(double share) {
        if (share >= SURE) {
            return Sheet.GREEN;
        }
        return share >= LIKELY ? Sheet.AMBER : Sheet.RED;
    }

    private static String percent(BigDecimal share) {
        var percent = share.doubleValue() * 100;
        return (percent >= 99.95 || percent < 99 ? Math.round(percent) : String.format(Locale.ROOT, "%.1f", percent))
                + "%";
    }

    private static String words(QualityFinding finding) {
        return switch (finding) {
            case BLUR -> "blurred";
            case GLARE -> "glare";
            case DARK -> "dark";
            case CUT_OFF -> "cut off";
            case TOO_FAR -> "too far away";
            case SCREEN -> "a photo of a screen";
        };
    }

    private static String words(UnreadableReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
