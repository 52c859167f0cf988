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
    private static final String ROW = "%-" + GROUP_WIDTH + "s %5s %15s %15s %15s %15s %15s %15s %15s %6s %15s %15s";

    private static final String GOAL_ROW = "%-76s %-9s %-22s %s%n";

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
                ROW + "%n",
                "group",
                "n",
                "exact",
                "+-1",
                "dec.",
                "said",
                String.format(Locale.ROOT, "right@%.1f%%", 100 * error),
                String.format(Locale.ROOT, "sure@%.1f%%", 100 * error),
                "wrong/said",
                "ECE",
                "unread.ok",
                "turn");
        groups(all, bySource).forEach((name, members) -> {
            var figures = Figures.of(members, error);
            out.printf(
                    Locale.ROOT,
                    ROW + "%n",
                    name,
                    Integer.toString(figures.count()),
                    figures.exact().textWithInterval(),
                    figures.near().textWithInterval(),
                    figures.decimals().textWithInterval(),
                    figures.said().textWithInterval(),
                    figures.counted().right().textWithInterval(),
                    figures.promised().isAny() ? figures.promised().right().textWithInterval() : "-",
                    figures.wrongOfSaid().textWithInterval(),
                    String.format(Locale.ROOT, "%.3f", figures.calibrationError()),
                    figures.rejected().textWithInterval(),
                    figures.turning().textWithInterval());
        });
        threshold(Figures.of(all, error));
    }

    /** From which confidence so few are wrong: as it was counted, and as it may be promised. */
    private void threshold(Figures figures) {
        var counted = figures.counted();
        var promised = figures.promised();
        out.printf(
                Locale.ROOT,
                "at most %.1f %% wrong: %s as counted; %s%n",
                100 * error,
                counted.isAny() ? String.format(Locale.ROOT, "from a confidence of %.3f", counted.from()) : "never",
                promised.isAny()
                        ? String.format(Locale.ROOT, "from %.3f as can be promised (95 %%)", promised.from())
                        : "cannot be promised (95 %): that takes " + Share.neededFor(error)
                                + " answers, none of them wrong");
    }

    /** Promised and kept, a line for each tenth of confidence. */
    void reliability(List<Judged> all) {
        out.println();
        out.println("confidence         n   promised   right");
        for (var bin : Reliability.of(all)) {
            out.printf(
                    Locale.ROOT,
                    "%.1f to %.1f  %8d      %.3f   %s  %s%n",
                    bin.from(),
                    bin.to(),
                    bin.count(),
                    bin.meanConfidence(),
                    bin.right().textWithInterval(),
                    "#".repeat((int) Math.round(20 * bin.right().value())));
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

    /** The processor's time per picture, where somebody knows it. */
    void effort(Effort effort) {
        if (effort.isKnown()) {
            out.println(effort.text());
        }
    }

    /** How the first one's time compares with the second's. */
    void ratio(Effort ours, Effort theirs) {
        if (ours.isKnown() && theirs.isKnown()) {
            out.printf(
                    Locale.ROOT, "%s takes %.2f of the CPU time of %s%n", ours.name(), ours.of(theirs), theirs.name());
        }
    }

    /** A line for each goal: what is wanted, what was reached. */
    void goals(Goals goals) {
        out.println();
        out.printf(Locale.ROOT, GOAL_ROW, "goal", "wanted", "reached", "");
        for (var goal : goals.all()) {
            out.printf(Locale.ROOT, GOAL_ROW, goal.what(), goal.wanted(), goal.reached(), goal.verdict());
        }
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
