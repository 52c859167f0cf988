package org.meterline.ocr.print;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads a row that several thresholds saw: the views vote, digit by digit. */
final class RowReader {

    private static final double SEGMENTS_CLEAR = 0.3;
    private static final double WIDE_SHARE_MIN = 0.4;
    private static final double DISPLAY_PITCH_MAX = 1.0; // in digit heights
    private static final int LINES_PER_VIEW = 2; // its ink, and its shades
    private static final double SILENT_VOTER = 0.25; // of a vote against

    private final Tesseract tesseract;

    RowReader(Tesseract tesseract) {
        this.tesseract = tesseract;
    }

    /**
     * What the views say of each cell.
     *
     * @param doubtMax the weakest cell's confidence that is of no use; empty as soon as it cannot be more any longer
     */
    Optional<RowReading> read(List<DigitRow> views, GreyImage picture, double doubtMax) {
        var display = segments(views);
        if (display.isPresent()) {
            return Optional.of(new RowReading(views.getFirst(), display.get(), true));
        }
        var size = views.getFirst().size();
        var scores = new double[size][10];
        var voters = 0.0;
        var unheard = LINES_PER_VIEW * views.size();
        for (var view : views) {
            for (var line = 0; line < LINES_PER_VIEW; line++) {
                var image = line == 0 ? LineImage.ofInk(view) : LineImage.ofShades(view, picture);
                voters += vote(image, size, scores) ? 1 : SILENT_VOTER;
                unheard--;
                if (weakest(scores, voters, unheard) <= doubtMax) {
                    return Optional.empty();
                }
            }
        }
        var votes = new ArrayList<Vote>();
        for (var cell = 0; cell < size; cell++) {
            votes.add(Vote.of(scores[cell], voters));
        }
        return Optional.of(new RowReading(views.getFirst(), votes, false));
    }

    /** The most that the weakest cell can come to, if all who were not heard yet are sure of it. */
    private static double weakest(double[][] scores, double voters, int unheard) {
        return Arrays.stream(scores)
                .mapToDouble(cell -> (Arrays.stream(cell).max().orElse(0) + unheard) / (voters + unheard))
                .min()
                .orElse(0);
    }

    /** Says whether there was anything to be heard: Tesseract at times has no word for a line that it reads well elsewhere. */
    private boolean vote(GreyImage line, int size, double[][] scores) {
        var symbols = tesseract.digitsOf(line);
        var taken = new boolean[size];
        var sorted = new ArrayList<>(symbols);
        sorted.sort(Comparator.comparingDouble(Tesseract.Symbol::confidence).reversed());
        var oneEach = symbols.size() == size;
        for (var symbol : sorted) {
            var cell = oneEach ? symbols.indexOf(symbol) : LineImage.cellAt((symbol.left() + symbol.right()) / 2.0);
            if (cell >= 0 && cell < size && !taken[cell] && Character.isDigit(symbol.character())) {
                taken[cell] = true;
                scores[cell][symbol.character() - '0'] += symbol.confidence();
            }
        }
        return !symbols.isEmpty();
    }

    /** The row as a seven-segment display, when every cell of some view clearly is one. */
    private static Optional<List<Vote>> segments(List<DigitRow> views) {
        List<Vote> best = null;
        var bestClarity = 0.0;
        for (var view : views) {
            if (view.pitch() > DISPLAY_PITCH_MAX * view.digitHeight()) {
                continue; // upright halves of digits, not digits
            }
            if (view.cells().stream().filter(SevenSegments::isWide).count() < WIDE_SHARE_MIN * view.size()) {
                continue; // a fence of ones is a barcode, a grid, the halves of digits
            }
            var votes = new ArrayList<Vote>();
            var clarity = 1.0;
            for (var cell = 0; cell < view.size(); cell++) {
                var seen = SevenSegments.read(view, cell);
                if (seen.isEmpty()) {
                    break;
                }
                clarity = Math.min(clarity, seen.get().clarity());
                votes.add(Vote.ofSegments(seen.get()));
            }
            if (votes.size() == view.size() && clarity > Math.max(bestClarity, SEGMENTS_CLEAR)) {
                best = votes;
                bestClarity = clarity;
            }
        }
        return Optional.ofNullable(best);
    }
}
