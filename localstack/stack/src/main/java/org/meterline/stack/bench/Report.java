package org.meterline.stack.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a bench says while it runs and at its end: for people, and to be pasted into the table of results. */
public final class Report {

    private final PrintWriter out;

    /** @param out where people read it */
    public Report(PrintWriter out) {
        this.out = out;
    }

    /** Says one thing. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** The machine, and how busy it was before the bench began: figures mean nothing without. */
    public void machine() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        line(String.format(
                Locale.ROOT,
                "machine: %s, %d cores, %s %s, Java %s, load %.1f",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version(),
                system.getSystemLoadAverage()));
    }

    /** How a ratio compares with what was to be reached. */
    void result(String what, Pairs pairs, double goal) {
        var ratio = pairs.medianRatio();
        line(String.format(
                Locale.ROOT,
                "%s: median ratio %.2f of %d pairs (goal %s: %s); medians %s over %s",
                what,
                ratio,
                pairs.all().size(),
                pairs.unit().goal(goal),
                pairs.unit().isReached(ratio, goal) ? "reached" : "MISSED",
                pairs.unit().text(pairs.medianSubject()),
                pairs.unit().text(pairs.medianJudge())));
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown processor");
        } catch (IOException elsewhere) {
            return "unknown processor";
        }
    }
}
