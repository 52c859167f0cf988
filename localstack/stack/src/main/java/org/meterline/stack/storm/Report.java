package org.meterline.stack.storm;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.meterline.operations.audit.AuditReport;
import org.meterline.operations.audit.AuditTable;
import org.meterline.stack.storm.Watch.Moment;

/** What is said at the end of a storm, and the files that show it: {@code storm.txt}, {@code storm.csv}, {@code storm.svg}. */
final class Report {

    private static final int SHOWN_MAX = 5;

    private final StormSettings settings;
    private final Outcome outcome;
    private final Ends ends;
    private final AuditReport audit;
    private final TimeLine timeLine;
    private final List<Moment> moments;

    Report(
            StormSettings settings,
            Outcome outcome,
            Ends ends,
            AuditReport audit,
            TimeLine timeLine,
            List<Moment> moments) {
        this.settings = settings;
        this.outcome = outcome;
        this.ends = ends;
        this.audit = audit;
        this.timeLine = timeLine;
        this.moments = moments;
    }

    void write(PrintStream out) throws IOException {
        var text = text();
        out.print(text);
        out.flush();
        var folder = settings.report();
        if (folder != null) {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("storm.txt"), text);
            Files.writeString(folder.resolve("storm.csv"), csv());
            Files.writeString(folder.resolve("storm.svg"), Chart.of(moments, timeLine.entries()));
        }
    }

    private String text() {
        var text = new StringBuilder();
        add(text, "");
        add(
                text,
                "%,d webhooks, %d faults of %d kinds, seed %d",
                outcome.webhooks(),
                outcome.faults(),
                outcome.kinds(),
                settings.seed());
        add(
                text,
                "  written in %d s, at rest after %d s: %.1f webhooks a second, drain included",
                outcome.sending().toSeconds(),
                outcome.length().toSeconds(),
                outcome.webhooksPerSecond());
        add(
                text,
                "  %d (%.1f %%) not answered with success within 15 s, whatever the reason: the reconciler finds their messages",
                outcome.failed(),
                outcome.failedPercent());
        add(
                text,
                "  %d of them not explained by a fault on their way; the slowest answer took %d ms; the load ran at most %d ms late",
                outcome.late().size(),
                outcome.slowestMillis(),
                outcome.lagMillisMax());
        add(text, "  processor time: %s", processorTime(moments.getFirst(), moments.getLast()));
        add(
                text,
                "  when warm:      %s",
                processorTime(moments.get(moments.size() / 3), moments.get(moments.size() * 2 / 3)));
        add(text, "  memory: %s", memory());
        faults(text);
        ends(text);
        add(text, "");
        text.append(AuditTable.text(audit));
        if (outcome.isGood()) {
            add(text, "Nothing was lost, nothing was done twice.");
        } else {
            add(text, "WRONG:");
            outcome.late().stream().limit(SHOWN_MAX).forEach(late -> add(text, "  %s", late));
            if (outcome.late().size() > SHOWN_MAX) {
                add(text, "  and %d more of them", outcome.late().size() - SHOWN_MAX);
            }
            outcome.wrong().forEach(wrong -> add(text, "  %s", wrong));
            add(
                    text,
                    "The same storm again: ./meterline storm --messages %d --faults %d --seed %d --rate %d --keep",
                    settings.messages(),
                    settings.faults(),
                    settings.seed(),
                    settings.webhooksPerSecond());
        }
        return text.toString();
    }

    /** Those that had an effect, by kind; then those that had none, which count for nothing. */
    private void faults(StringBuilder text) {
        timeLine.felt().stream()
                .collect(Collectors.groupingBy(TimeLine.Entry::kind, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(kind -> add(text, "  %3d × %s", kind.getValue(), kind.getKey()));
        timeLine.entries().stream()
                .filter(entry -> !entry.hadEffect())
                .forEach(entry -> add(text, "    0 × %s: %s", entry.kind(), entry.what()));
    }

    private void ends(StringBuilder text) {
        add(text, "");
        add(text, "  parts of messages: %s", counted(ends.parts()));
        add(text, "  photos kept: %s", counted(ends.photos()));
        add(text, "  dead letters: %s", counted(ends.deadLetters()));
    }

    private static String counted(Map<String, Long> numbers) {
        return numbers.isEmpty()
                ? "none"
                : numbers.entrySet().stream()
                        .map(number -> String.format(Locale.ROOT, "%,d %s", number.getValue(), number.getKey()))
                        .collect(Collectors.joining(", "));
    }

    /** What a webhook cost between two moments, in all and by part. */
    private static String processorTime(Moment from, Moment to) {
        var webhooks = Math.max(1, to.webhooks() - from.webhooks());
        var spent = new TreeMap<String, Double>();
        to.cpuMillis()
                .forEach((part, millis) ->
                        spent.put(part, (millis - from.cpuMillis().getOrDefault(part, 0L)) / (double) webhooks));
        return String.format(
                Locale.ROOT,
                "%.1f ms a webhook (%s)",
                spent.values().stream().mapToDouble(Double::doubleValue).sum(),
                spent.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .map(part -> String.format(Locale.ROOT, "%s %.1f", part.getKey(), part.getValue()))
                        .collect(Collectors.joining(", ")));
    }

    /** Of all parts together: after a tenth of the time, when all are warm, and at the end. */
    private String memory() {
        var warm = moments.get(moments.size() / 10);
        return String.format(
                Locale.ROOT,
                "%,d MB after %d s, at most %,d MB, %,d MB at the end",
                warm.kilobytesInAll() / 1024,
                warm.at().toSeconds(),
                moments.stream().mapToLong(Moment::kilobytesInAll).max().orElse(0) / 1024,
                moments.getLast().kilobytesInAll() / 1024);
    }

    private String csv() {
        var csv = new StringBuilder("seconds,webhooks,lag_seconds,part,megabytes\n");
        for (var moment : moments) {
            moment.kilobytes()
                    .forEach((part, kilobytes) -> csv.append("%d,%d,%d,%s,%d\n"
                            .formatted(
                                    moment.at().toSeconds(),
                                    moment.webhooks(),
                                    moment.lagSeconds(),
                                    part,
                                    kilobytes / 1024)));
        }
        return csv.toString();
    }

    private static void add(StringBuilder text, String line, Object... values) {
        text.append(String.format(Locale.ROOT, line, values)).append('\n');
    }
}
