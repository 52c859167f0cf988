package org.meterline.ocr.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.meterline.ocr.picture.Sheet;

/** A picture of what went wrong, kind by kind: how often, and some of them with what was right and what was read. */
final class FailureSheet {

    private static final int COLUMNS = 6;
    private static final int PER_KIND_MAX = 2 * COLUMNS;
    private static final int CELL_WIDTH_PX = 250;
    private static final int CELL_HEIGHT_PX = 290;
    private static final int PICTURE_HEIGHT_PX = 225;
    private static final int HEADING_HEIGHT_PX = 60;
    private static final int MARGIN_PX = 24;

    private FailureSheet() {}

    /** Where the picture of one photo comes from. */
    interface Pictures {
        Optional<BufferedImage> of(String file) throws IOException;
    }

    static BufferedImage of(List<Judged> all, Pictures pictures) throws IOException {
        var kinds = kinds(all);
        var sheet = new Sheet(2 * MARGIN_PX + COLUMNS * CELL_WIDTH_PX, height(kinds));
        var y = MARGIN_PX;
        for (var kind : kinds.entrySet()) {
            var share = new Share(kind.getValue().size(), all.size());
            sheet.bold(
                    String.format(Locale.ROOT, "%s: %d of %d", kind.getKey().words(), share.count(), share.of()),
                    MARGIN_PX,
                    y,
                    22,
                    Sheet.INK);
            var sources = kind.getValue().stream()
                    .collect(Collectors.groupingBy(
                            each -> each.label().group().kind() + " "
                                    + each.label().group().country(),
                            TreeMap::new,
                            Collectors.counting()));
            sheet.text(sources.toString().replaceAll("[{}]", ""), MARGIN_PX, y + 32, 11, Sheet.GREY);
            y += HEADING_HEIGHT_PX;
            var shown = shown(kind.getValue());
            for (var i = 0; i < shown.size(); i++) {
                cell(
                        sheet,
                        shown.get(i),
                        pictures,
                        MARGIN_PX + i % COLUMNS * CELL_WIDTH_PX,
                        y + i / COLUMNS * CELL_HEIGHT_PX);
            }
            y += rows(shown.size()) * CELL_HEIGHT_PX;
        }
        return sheet.image();
    }

    private static void cell(Sheet sheet, Judged failure, Pictures pictures, int x, int y) throws IOException {
        var picture = pictures.of(failure.label().file());
        if (picture.isPresent()) {
            var image = picture.get();
            var scale =
                    Math.min((CELL_WIDTH_PX - 14.0) / image.getWidth(), (double) PICTURE_HEIGHT_PX / image.getHeight());
            sheet.picture(image, x, y, image.getWidth() * scale, image.getHeight() * scale);
        }
        var answer = failure.answer();
        var right = failure.label().accepted().stream().map(Object::toString).collect(Collectors.joining("/"));
        sheet.text("label " + right, x, y + PICTURE_HEIGHT_PX + 8.0, 11, Sheet.GREEN);
        sheet.text(
                answer.reading() == null
                        ? String.valueOf(answer.reason())
                        : String.format(Locale.ROOT, "read %s %.3f", answer.reading(), answer.confidence()),
                x,
                y + PICTURE_HEIGHT_PX + 25.0,
                11,
                Sheet.RED);
        sheet.text(failure.label().file(), x, y + PICTURE_HEIGHT_PX + 42.0, 8, Sheet.GREY);
    }

    private static Map<Failure, List<Judged>> kinds(List<Judged> all) {
        var kinds = new EnumMap<Failure, List<Judged>>(Failure.class);
        for (var each : all) {
            Failure.of(each)
                    .ifPresent(kind -> kinds.computeIfAbsent(kind, none -> new ArrayList<>())
                            .add(each));
        }
        return kinds;
    }

    /** Some from every source. */
    private static List<Judged> shown(List<Judged> failures) {
        var labels = Labels.balanced(failures.stream().map(Judged::label).toList(), PER_KIND_MAX);
        return failures.stream().filter(each -> labels.contains(each.label())).toList();
    }

    private static int height(Map<Failure, List<Judged>> kinds) {
        return 2 * MARGIN_PX
                + kinds.values().stream()
                        .mapToInt(failures ->
                                HEADING_HEIGHT_PX + rows(Math.min(PER_KIND_MAX, failures.size())) * CELL_HEIGHT_PX)
                        .sum();
    }

    private static int rows(int cells) {
        return (cells + COLUMNS - 1) / COLUMNS;
    }
}
