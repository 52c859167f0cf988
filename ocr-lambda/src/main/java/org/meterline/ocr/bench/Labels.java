package org.meterline.ocr.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a folder of pictures: {@code photos.csv} of whole photos, and {@code crops.csv} of counters cut out, each with
 * a line of names first. The columns are {@code file, kind, country, source, use, alternatives} (separated by |), and
 * {@code status, reading} for photos or {@code text, scope} for crops.
 */
final class Labels {

    /** Labels of this country do not say whether the last wheel is a decimal: both count. */
    private static final String LAST_WHEEL_MAY_BE_A_DECIMAL = "TH";

    private Labels() {}

    /** Labels of photos, in the file's order. */
    static List<Label> photos(Path csv, @Nullable String use) throws IOException {
        var labels = new ArrayList<Label>();
        for (var row : rows(csv, use)) {
            var reading = row.getOrDefault("reading", "");
            var readable = row.getOrDefault("status", "readable").equals("readable");
            var decimal = readable && reading.contains(".") ? reading : null;
            labels.add(new Label(
                    value(row, "file"),
                    group(row),
                    readable,
                    Label.numbers(accepted(row, reading), false),
                    decimal,
                    false));
        }
        return labels;
    }

    /** Labels of counters cut out. What their digits cover is said by the scope: black wheels only, or all of them. */
    static List<Label> crops(Path csv, @Nullable String use) throws IOException {
        var labels = new ArrayList<Label>();
        for (var row : rows(csv, use)) {
            var scope = row.getOrDefault("scope", "");
            var allDigits = !scope.startsWith("integer") && !scope.startsWith("black");
            var texts = new LinkedHashSet<>(List.of(value(row, "text")));
            texts.addAll(alternatives(row));
            labels.add(
                    new Label(value(row, "file"), group(row), true, Label.numbers(texts, allDigits), null, allDigits));
        }
        return labels;
    }

    /** A part of them in which each group has the same share, as far as it reaches; in the same order each time. */
    static List<Label> balanced(List<Label> labels, int limit) {
        var waiting = new LinkedHashMap<Label.Group, ArrayList<Label>>();
        labels.forEach(label -> waiting.computeIfAbsent(label.group(), group -> new ArrayList<>())
                .add(label));
        waiting.replaceAll((group, all) -> spread(all, limit));
        var chosen = new LinkedHashSet<Label>();
        for (var turn = 0; chosen.size() < Math.min(limit, labels.size()); turn++) {
            for (var group : waiting.values()) {
                if (turn < group.size() && chosen.size() < limit) {
                    chosen.add(group.get(turn));
                }
            }
        }
        return labels.stream().filter(chosen::contains).toList();
    }

    /** All of them, those first that lie evenly over the whole group: neighbours are often photos of one meter. */
    private static ArrayList<Label> spread(List<Label> labels, int limit) {
        var step = Math.max(1, labels.size() / Math.max(1, limit));
        var spread = new ArrayList<Label>();
        for (var offset = 0; offset < step; offset++) {
            for (var i = offset; i < labels.size(); i += step) {
                spread.add(labels.get(i));
            }
        }
        return spread;
    }

    private static Set<String> accepted(Map<String, String> row, String reading) {
        var texts = new LinkedHashSet<>(List.of(reading));
        texts.addAll(alternatives(row));
        if (LAST_WHEEL_MAY_BE_A_DECIMAL.equals(row.get("country"))) {
            List.copyOf(texts).stream()
                    .filter(text -> !text.isEmpty() && !text.contains("."))
                    .forEach(text -> texts.add(text.substring(0, text.length() - 1)));
        }
        return texts;
    }

    private static List<String> alternatives(Map<String, String> row) {
        return List.of(row.getOrDefault("alternatives", "").split("\\|", -1)).stream()
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static Label.Group group(Map<String, String> row) {
        return new Label.Group(
                row.getOrDefault("kind", "?"), row.getOrDefault("country", "?"), row.getOrDefault("source", "?"));
    }

    private static List<Map<String, String>> rows(Path csv, @Nullable String use) throws IOException {
        var lines = Csv.parse(Files.readString(csv));
        if (lines.isEmpty()) {
            return List.of();
        }
        var names = lines.getFirst();
        var rows = new ArrayList<Map<String, String>>();
        for (var line : lines.subList(1, lines.size())) {
            var row = new LinkedHashMap<String, String>();
            for (var i = 0; i < Math.min(names.size(), line.size()); i++) {
                row.put(names.get(i), line.get(i));
            }
            if (use == null || use.equals(row.get("use"))) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static String value(Map<String, String> row, String column) {
        return Objects.requireNonNull(row.get(column), "there is no column " + column);
    }
}
