package org.meterline.operations.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** An audit's report as people and as programs read it. */
public final class AuditTable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AuditTable() {}

    /** A line per rule, and below each that is broken what breaks it. */
    public static String text(AuditReport report) {
        var text = new StringBuilder();
        for (var finding : report.findings()) {
            text.append(line(
                    "%11s  %-18s %s",
                    count(finding), finding.rule().id(), finding.rule().sentence()));
            if (finding.why() != null) {
                text.append(line("%11s  %-18s because %s", "", "", finding.why()));
            }
            for (var wrong : finding.wrongs()) {
                text.append(line(
                        "%11s  %-18s %d × %s: %s%s",
                        "",
                        "",
                        wrong.count(),
                        wrong.what(),
                        String.join(", ", wrong.examples()),
                        wrong.count() > wrong.examples().size() ? " …" : ""));
            }
        }
        text.append(line(
                "%n%d violations in %d messages; %.1f s%s",
                report.violations(),
                report.seen().getOrDefault("messages", 0L),
                report.millis() / 1e3,
                report.isWhole() ? "" : "; not everything could be checked"));
        return text.toString();
    }

    /** The same as one JSON object. */
    public static ObjectNode json(AuditReport report) {
        var json = JSON.createObjectNode()
                .put("target", report.target())
                .put("since", report.since().toString())
                .put("until", report.until().toString())
                .put("violations", report.violations())
                .put("whole", report.isWhole())
                .put("millis", report.millis());
        report.seen().forEach(json.putObject("seen")::put);
        var findings = json.putArray("findings");
        for (var finding : report.findings()) {
            var shown = findings.addObject()
                    .put("id", finding.rule().id())
                    .put("sentence", finding.rule().sentence())
                    .put("state", finding.state().name())
                    .put("count", finding.count())
                    .put("why", finding.why())
                    .put("millis", finding.millis());
            var wrongs = shown.putArray("wrongs");
            for (var wrong : finding.wrongs()) {
                var each = wrongs.addObject().put("what", wrong.what()).put("count", wrong.count());
                wrong.examples().forEach(each.putArray("examples")::add);
            }
        }
        return json;
    }

    private static String count(Finding finding) {
        return switch (finding.state()) {
            case CHECKED -> Long.toString(finding.count());
            case NOT_CHECKED -> finding.count() == 0 ? "not checked" : finding.count() + " so far";
            case SKIPPED -> "skipped";
        };
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format + "%n", values);
    }
}
