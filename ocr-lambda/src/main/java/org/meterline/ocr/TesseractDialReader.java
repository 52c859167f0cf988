package org.meterline.ocr;

import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.MeterType;
import org.meterline.contracts.QualityFinding;

/**
 * A reader that was never taught meters: it looks for rows of evenly spaced marks, has Tesseract read them one by one (a
 * seven-segment display it reads itself), and takes the row that looks most like a counter. It is right on clean pictures and
 * wrong on most others, and its confidence says so.
 */
final class TesseractDialReader implements DialReader {

    static final String VERSION = "tesseract-5.5.2+1";

    private static final int WORKING_SIDE_PX = 1_280;
    private static final int CLUSTERS_MAX = 6;
    private static final int VIEWS_MAX = 3;
    private static final double RANK_MIN = 0.12;
    private static final double CONFIDENCE_MAX = 0.97;

    private @Nullable Tesseract tesseract;

    @Override
    public DialReading read(Photo photo) {
        var image = GreyImage.shrink(photo.pixels(), WORKING_SIDE_PX);
        var quality = PhotoQuality.of(image);
        var upright = look(image);
        return upright.<DialReading>map(sight -> answer(sight, image, photo, quality))
                .orElseGet(() -> new DialReading.Unreadable(quality.whyNothingIsSeen(), quality.measures()));
    }

    @Override
    public String version() {
        return VERSION;
    }

    private record Sight(RowReading reading, int decimals, double rank, double rivalRank) {}

    private Optional<Sight> look(BufferedImage image) {
        var picture = GreyImage.of(image).spread();
        var clusters = RowCluster.of(rows(picture), CLUSTERS_MAX, VIEWS_MAX);
        var reader = new RowReader(tesseract());
        var sights = new ArrayList<Sight>();
        for (var cluster : clusters) {
            var reading = reader.read(cluster.views(), picture, false);
            sights.add(sight(reading, image));
        }
        sights.sort(Comparator.comparingDouble(Sight::rank).reversed());
        if (sights.isEmpty() || sights.getFirst().rank() < RANK_MIN) {
            return Optional.empty();
        }
        var best = sights.getFirst();
        var rival = sights.size() > 1 ? sights.get(1).rank() : 0;
        return Optional.of(new Sight(best.reading(), best.decimals(), best.rank(), rival));
    }

    private static List<DigitRow> rows(GreyImage picture) {
        var sums = new Integrals(picture);
        var rows = new ArrayList<DigitRow>();
        for (var tone : Ink.Tone.values()) {
            for (var windowPx : List.of(25, 61, 151)) {
                var ink = Ink.of(sums, tone, windowPx);
                rows.addAll(RowFinder.rows(Blobs.of(ink), tone));
                if (windowPx > 25) {
                    rows.addAll(RowFinder.rows(Blobs.of(ink.closed(windowPx / 40)), tone));
                }
            }
        }
        return rows;
    }

    private static Sight sight(RowReading reading, BufferedImage image) {
        var row = reading.row();
        var decimals = Decimals.of(reading, image);
        var rank = Math.pow(reading.meanConfidence(), 2) * (0.4 + 0.6 * row.regularity());
        if (!reading.display()) {
            rank *= Math.clamp(row.pitch() / row.digitHeight() / 0.8, 0.5, 1);
        }
        rank *= row.size() < 5 ? 0.6 : row.size() > 8 ? 0.7 : 1;
        rank *= Math.min(1, Math.pow(row.digitHeight() / (0.05 * image.getHeight()), 0.35));
        if (decimals > 0) {
            rank *= 1.3;
        }
        return new Sight(reading, decimals, rank, 0);
    }

    private DialReading answer(Sight sight, BufferedImage image, Photo photo, PhotoQuality quality) {
        var votes = sight.reading().votes();
        var confidence = CONFIDENCE_MAX * Math.min(1, sight.rank() / 0.6);
        for (var vote : votes) {
            confidence *= vote.confidence();
        }
        var digits = new ArrayList<Candidate.Digit>();
        var dial = new StringBuilder();
        for (var i = 0; i < votes.size(); i++) {
            if (i == votes.size() - sight.decimals() && sight.decimals() > 0) {
                dial.append('.');
            }
            var vote = votes.get(i);
            dial.append(vote.digit());
            digits.add(new Candidate.Digit(Integer.toString(vote.digit()), rounded(vote.confidence()), false));
        }
        var candidate = new Candidate(dial.toString(), rounded(confidence), digits);
        var findings = new ArrayList<QualityFinding>();
        quality.finding().ifPresent(findings::add);
        return new DialReading.Read(
                List.of(candidate),
                box(sight.reading().row(), photo.widthPx() / (double) image.getWidth()),
                null,
                sight.reading().display() ? MeterType.ELECTRICITY : null,
                findings,
                quality.measures());
    }

    private static Box box(DigitRow row, double scale) {
        var alongX = row.stepX() / 2;
        var alongY = row.stepY() / 2;
        var downX = -row.stepY() / row.pitch() * row.digitHeight() * 0.62;
        var downY = row.stepX() / row.pitch() * row.digitHeight() * 0.62;
        var last = row.size() - 1;
        return new Box(List.of(
                corner(row.x() - alongX - downX, row.y() - alongY - downY, scale),
                corner(row.centreX(last) + alongX - downX, row.centreY(last) + alongY - downY, scale),
                corner(row.centreX(last) + alongX + downX, row.centreY(last) + alongY + downY, scale),
                corner(row.x() - alongX + downX, row.y() - alongY + downY, scale)));
    }

    private static Box.Corner corner(double x, double y, double scale) {
        return new Box.Corner((int) Math.round(x * scale), (int) Math.round(y * scale));
    }

    private static BigDecimal rounded(double confidence) {
        return BigDecimal.valueOf(confidence).setScale(3, RoundingMode.HALF_UP);
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
