package org.meterline.ocr;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MeterType;
import org.meterline.contracts.QualityFinding;
import org.meterline.contracts.UnreadableReason;

/**
 * A reader that was never taught meters: it looks for rows of evenly spaced marks, has Tesseract read them one by one (a
 * seven-segment display it reads itself), and takes the row that looks most like a counter. It is right on clean pictures and
 * wrong on most others, and its confidence says so.
 */
final class TesseractDialReader implements DialReader {

    static final String VERSION = "tesseract-5.5.2+1";

    /** Fine marks are only seen in the large picture, the segments of large digits only join in the small one. */
    private static final List<Integer> WORKING_SIDES_PX = List.of(1_280, 480);

    private static final List<Integer> WINDOWS_PX =
            List.of(25, 61, 151); // from fine print to digits that fill the picture
    private static final int CLUSTERS_MAX = 6;
    private static final int VIEWS_MAX = 3;
    private static final double CLEAR_RANK = 0.3;
    private static final double RANK_MIN = 0.08;
    private static final double TURNED = 0.7; // people hold the camera upright: as likely as that is the turned sight
    private static final double CONFIDENCE_MIN = 0.001; // what rounds to nothing is nothing
    private static final double FAR_PX = 11; // digits of fewer pixels are guessed

    private @Nullable Tesseract tesseract;

    @Override
    public DialReading read(Photo photo) {
        var quality = PhotoQuality.of(photo.pixels());
        if (quality.isHopeless()) {
            return unreadable(quality, List.of());
        }
        var sights = look(photo.pixels());
        return sights.isEmpty() || !sights.getFirst().isCounter()
                ? unreadable(quality, sights)
                : answer(sights, photo, quality);
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public void warmUp() {
        tesseract();
    }

    /** Lets Tesseract go; a lambda keeps it for as long as it lives. */
    @Override
    public synchronized void close() {
        if (tesseract != null) {
            tesseract.close();
            tesseract = null;
        }
    }

    /** A row that was read, with how much it looks like a counter; one pixel of it is {@code scale} of the photo's. */
    private record Sight(RowReading reading, int decimals, double likeness, double scale, boolean quarterTurned) {

        double rank() {
            var upright = !quarterTurned && !reading.upsideDown();
            return (upright ? 1 : TURNED) * likeness * Math.pow(reading.meanConfidence(), 2);
        }

        boolean isClear() {
            return rank() >= CLEAR_RANK;
        }

        boolean isCounter() {
            return rank() >= RANK_MIN && Candidates.confidence(reading.votes(), likeness) >= CONFIDENCE_MIN;
        }

        double digitHeightPx() {
            return reading.row().digitHeight() * scale;
        }

        Box box(Photo photo) {
            var box = reading.row().box(scale * photo.scale());
            var upright = quarterTurned ? box.turnedBack(photo.heightPx()) : box;
            return reading.upsideDown() ? upright.upsideDown() : upright;
        }
    }

    /** Every row that could be read, the likeliest counter first. The photo is turned only when nothing in it is clear. */
    private List<Sight> look(BufferedImage pixels) {
        var sights = new ArrayList<>(look(pixels, false));
        if (sights.stream().noneMatch(Sight::isClear)) {
            sights.addAll(look(GreyImage.quarterTurned(pixels), true));
        }
        sights.sort(Comparator.comparingDouble(Sight::rank).reversed());
        return sights;
    }

    private List<Sight> look(BufferedImage pixels, boolean quarterTurned) {
        var sights = new ArrayList<Sight>();
        for (var sidePx : WORKING_SIDES_PX) {
            var image = GreyImage.shrink(pixels, sidePx);
            if (sights.isEmpty() || image != pixels) {
                sights.addAll(sights(image, (double) pixels.getWidth() / image.getWidth(), quarterTurned));
            }
        }
        return sights;
    }

    private List<Sight> sights(BufferedImage image, double scale, boolean quarterTurned) {
        var picture = GreyImage.of(image).spread();
        var reader = new RowReader(tesseract());
        var sights = new ArrayList<Sight>();
        for (var cluster : RowCluster.of(rows(picture), CLUSTERS_MAX, VIEWS_MAX)) {
            var upright = sight(reader.read(cluster.views(), picture, false), image, scale, quarterTurned);
            sights.add(upright);
            if (!upright.isClear()) {
                sights.add(sight(reader.read(cluster.views(), picture, true), image, scale, quarterTurned));
            }
        }
        return sights;
    }

    private static Sight sight(RowReading reading, BufferedImage image, double scale, boolean quarterTurned) {
        var decimals = Decimals.of(reading, image);
        var likeness = Likeness.toCounter(reading, decimals, image.getHeight());
        return new Sight(reading, decimals, likeness, scale, quarterTurned);
    }

    private static List<DigitRow> rows(GreyImage picture) {
        var sums = new Integrals(picture);
        var rows = new ArrayList<DigitRow>();
        for (var tone : Ink.Tone.values()) {
            for (var windowPx : WINDOWS_PX) {
                var ink = Ink.of(sums, tone, windowPx);
                rows.addAll(RowFinder.rows(Blobs.of(ink), tone));
                if (windowPx > WINDOWS_PX.getFirst()) {
                    rows.addAll(RowFinder.rows(Blobs.of(ink.closed(1, windowPx / 30)), tone));
                }
            }
        }
        return rows;
    }

    private static DialReading answer(List<Sight> sights, Photo photo, PhotoQuality quality) {
        var best = sights.getFirst();
        var display = best.reading().display();
        var findings = new ArrayList<QualityFinding>();
        quality.finding().ifPresent(findings::add);
        if (best.digitHeightPx() * photo.scale() < FAR_PX) {
            findings.add(QualityFinding.TOO_FAR);
        }
        return new DialReading.Read(
                Candidates.of(best.reading(), best.decimals(), best.likeness()),
                best.box(photo),
                serial(sights),
                display
                        ? MeterType.ELECTRICITY
                        : null, // nobody makes water meters with such a display, and few gas meters
                findings,
                quality.measures());
    }

    /** The likeliest serial number: fine print, read without doubt, beside the counter. */
    private static @Nullable String serial(List<Sight> sights) {
        var best = sights.getFirst();
        return sights.stream()
                .skip(1)
                .filter(sight -> isSerial(sight)
                        && sight.digitHeightPx() < best.digitHeightPx()
                        && !sight.reading()
                                .row()
                                .overlaps(sight.scale(), best.reading().row(), best.scale()))
                .max(Comparator.comparingDouble(sight -> sight.reading().meanConfidence()))
                .map(sight -> sight.reading().dial())
                .orElse(null);
    }

    private static boolean isSerial(Sight sight) {
        var reading = sight.reading();
        return !reading.display()
                && sight.decimals() == 0
                && reading.row().tone() == Ink.Tone.DARK
                && reading.votes().size() >= 6
                && reading.weakest() > 0.9;
    }

    private static DialReading unreadable(PhotoQuality quality, List<Sight> sights) {
        var tooFar = !sights.isEmpty()
                && sights.getFirst().rank() >= RANK_MIN
                && sights.getFirst().digitHeightPx() < FAR_PX;
        var reason = quality.finding().isEmpty() && tooFar ? UnreadableReason.TOO_FAR : quality.whyNothingIsSeen();
        return new DialReading.Unreadable(reason, quality.measures());
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
