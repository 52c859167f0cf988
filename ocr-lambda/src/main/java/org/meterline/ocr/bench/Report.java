package org.meterline.ocr.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The figures as a person reads them: a line for all, for each kind, and for each country and source of a kind. */
final class Report {

    private static final int GROUP_WIDTH = 52;

    private final PrintStream out;
    private final double error;

    Report(PrintStream out, double error) {
        this.out = out;
        this.error = error;
    }

    /** The table of one reader over one set of pictures. */
    void table(String title, List<Judged> all) {
        table(title, all, true);
    }

    /** The same without its countries and sources. */
    void shortTable(String title, List<Judged> all) {
        table(title, all, false);
    }

    private void table(String title, List<Judged> all, boolean bySource) {
        out.println();
        out.println(title);
        out.printf(
                Locale.ROOT,
                "%-" + GROUP_WIDTH + "s %5s %17s %6s %6s %6s %17s %10s %6s %9s %6s%n",
                "group",
                "n",
                "exact",
                "+-1",
                "dec.",
                "said",
                String.format(Locale.ROOT, "right@%.1f%%", 100 * error),
                "wrong/said",
                "ECE",
                "unread.ok",
                "turn");
        groups(all, bySource).forEach((name, members) -> {
            var figures = Figures.of(members, error);
            out.printf(
                    Locale.ROOT,
                    "%-" + GROUP_WIDTH + "s %5d %17s %6s %6s %6s %17s %10s %6.3f %9s %6s%n",
                    name,
                    figures.count(),
                    figures.exact().textWithInterval(),
                    figures.near().text(),
                    figures.decimals().text(),
                    figures.said().text(),
                    figures.covered().textWithInterval(),
                    figures.wrongOfSaid().text(),
                    figures.calibrationError(),
                    figures.rejected().text(),
                    figures.turning().text());
        });
    }

    /** Promised and kept, a line for each tenth of confidence. */
    void reliability(List<Judged> all) {
        out.println();
        out.println("confidence         n   promised   right");
        for (var bin : Reliability.of(all)) {
            out.printf(
                    Locale.ROOT,
                    "%.1f to %.1f  %8d      %.3f   %.3f  %s%n",
                    bin.from(),
                    bin.to(),
                    bin.count(),
                    bin.meanConfidence(),
                    bin.shareRight(),
                    "#".repeat((int) Math.round(20 * bin.shareRight())));
        }
    }

    /** What was said where there is no reading. */
    void reasons(List<Judged> all) {
        var readable = new TreeMap<String, Integer>();
        var unreadable = new TreeMap<String, Integer>();
        for (var each : all) {
            var reason = each.answer().reason();
            if (reason != null) {
                (each.label().readable() ? readable : unreadable).merge(reason, 1, Integer::sum);
            }
        }
        out.println();
        out.println("reasons given for readable photos:   " + counts(readable));
        out.println("reasons given for unreadable photos: " + counts(unreadable));
    }

    /** The processor's time per picture. */
    void effort(String name, List<Judged> all) {
        var millis = all.stream()
                .mapToDouble(each -> each.answer().cpuMillis())
                .filter(each -> each >= 0)
                .sorted()
                .toArray();
        if (millis.length > 0) {
            out.printf(
                    Locale.ROOT,
                    "%-28s %7.0f ms of CPU per picture (median %.0f, 95 %% within %.0f)%n",
                    name,
                    mean(all),
                    millis[millis.length / 2],
                    millis[(int) (millis.length * 0.95)]);
        }
    }

    /** How the first one's time compares with the second's. */
    void ratio(String name, List<Judged> ours, String otherName, List<Judged> others) {
        if (mean(ours) > 0 && mean(others) > 0) {
            out.printf(
                    Locale.ROOT, "%s takes %.2f of the CPU time of %s%n", name, mean(ours) / mean(others), otherName);
        }
    }

    private static double mean(List<Judged> all) {
        return all.stream()
                .mapToDouble(each -> each.answer().cpuMillis())
                .filter(each -> each >= 0)
                .average()
                .orElse(0);
    }

    private static String counts(Map<String, Integer> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static Map<String, List<Judged>> groups(List<Judged> all, boolean bySource) {
        var groups = new TreeMap<String, List<Judged>>(Comparator.comparing(String::strip));
        for (var each : all) {
            var group = each.label().group();
            groups.computeIfAbsent(group.kind(), name -> new ArrayList<>()).add(each);
            if (bySource) {
                var source = cut("  " + group.kind() + " " + group.country() + " " + group.source());
                groups.computeIfAbsent(source, name -> new ArrayList<>()).add(each);
            }
        }
        var ordered = new LinkedHashMap<String, List<Judged>>();
        ordered.put("all", all);
        ordered.putAll(groups);
        return ordered;
    }

    private static String cut(String name) {
        return name.length() <= GROUP_WIDTH ? name : name.substring(0, GROUP_WIDTH - 3) + "...";
    }
}
