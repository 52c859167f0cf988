package org.meterline.ocr.print;

import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.ocr.reader.Quad;
import org.meterline.ocr.reader.Surroundings;

/**
 * The reader of serial numbers: print beside the counter, the same way up. It is silent when in doubt, because somebody else's
 * serial number looks like fraud.
 */
public final class SerialReader implements AutoCloseable {

    private static final int COUNTER_PX = 84; // high: print that is an eighth of it can be read
    private static final double WIDTHS = 1.8; // of the counter
    private static final double HEIGHTS = 7;
    private static final int WINDOW_PX = 25; // around a stroke of such print
    private static final int ROWS_MAX = 4;
    private static final int VIEWS_MAX = 1;
    private static final int DIGITS_MIN = 6;
    private static final double WEAKEST_MIN = 0.9;
    private static final double COUNTER_REACH = 0.75; // of its height, from its middle

    private @Nullable Tesseract tesseract;

    /** The number that is read without doubt, if there is one; the counter's place is in pixels of the photo. */
    public Optional<String> beside(Quad counter, BufferedImage photo) {
        var picture = GreyImage.of(Surroundings.of(photo, counter, WIDTHS, HEIGHTS, COUNTER_PX))
                .spread();
        var ink = Ink.of(new Integrals(picture), Ink.Tone.DARK, WINDOW_PX);
        var rows = RowFinder.rows(Blobs.of(ink), Ink.Tone.DARK).stream()
                .filter(row -> row.size() >= DIGITS_MIN && isPrint(row, picture))
                .toList();
        var reader = new RowReader(tesseract());
        return RowCluster.of(rows, ROWS_MAX, VIEWS_MAX).stream()
                .flatMap(cluster -> reader.read(cluster.views(), picture, WEAKEST_MIN).stream())
                .filter(reading -> !reading.display() && reading.weakest() > WEAKEST_MIN)
                .max(Comparator.comparingInt(
                                (RowReading reading) -> reading.votes().size()) // a narrow 1 is easily lost
                        .thenComparingDouble(RowReading::meanConfidence))
                .map(RowReading::dial);
    }

    /** Loads what the first photo would have to wait for. */
    public void warmUp() {
        tesseract();
    }

    @Override
    public synchronized void close() {
        if (tesseract != null) {
            tesseract.close();
            tesseract = null;
        }
    }

    /** Smaller than the counter's digits, and not on it. */
    private static boolean isPrint(DigitRow row, GreyImage picture) {
        var middle = row.centreY(row.size() / 2);
        return row.digitHeight() < COUNTER_PX / 2.0
                && Math.abs(middle - picture.height() / 2.0) > COUNTER_REACH * COUNTER_PX;
    }

    private synchronized Tesseract tesseract() {
        var open = tesseract;
        if (open == null) {
            open = Tesseract.open();
            tesseract = open;
        }
        return open;
    }
}
