package org.meterline.ocr;

/**
 * How much a row of digits looks like a counter and not like a serial number, a date or a rating, 0 to 1. Wheels stand farther
 * apart than print, evenly, are large, and mostly white on black or followed by red ones.
 */
final class Likeness {

    private static final double PRINT_PITCH = 0.72; // in digit heights; print is closer, wheels are wider
    private static final double WHEEL_PITCH = 0.86;
    private static final double LARGE = 0.05; // of the picture's height

    private Likeness() {}

    static double toCounter(RowReading reading, int decimals, int pictureHeight) {
        var row = reading.row();
        return (0.5 + 0.5 * row.regularity())
                * (reading.display() ? 1 : spacing(row.pitch() / row.digitHeight()) * colours(row, decimals))
                * length(row.size())
                * Math.min(1, Math.pow(row.digitHeight() / (LARGE * pictureHeight), 0.35));
    }

    private static double spacing(double pitch) {
        if (pitch < PRINT_PITCH) {
            return 0.3;
        }
        return pitch < WHEEL_PITCH ? 0.3 + 0.7 * (pitch - PRINT_PITCH) / (WHEEL_PITCH - PRINT_PITCH) : 1;
    }

    private static double colours(DigitRow row, int decimals) {
        if (decimals > 0) {
            return 1;
        }
        return row.tone() == Ink.Tone.LIGHT ? 0.9 : 0.5;
    }

    private static double length(int cells) {
        return switch (cells) {
            case 4 -> 0.5;
            case 5, 6, 7, 8 -> 1;
            case 9 -> 0.7;
            default -> 0.4;
        };
    }
}
