package org.meterline.stack.storm;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.meterline.stack.storm.Watch.Moment;

/** A picture of a storm: webhooks a second, the age of the oldest message on its way, memory by part, and every fault. */
final class Chart {

    private static final int WIDTH = 900;
    private static final int LEFT = 64;
    private static final int RIGHT = 150;
    private static final int BAND = 130;
    private static final int GAP = 46;
    private static final int TOP = 34;
    private static final List<String> COLOURS = List.of(
            "#0f766e", "#b45309", "#1d4ed8", "#be123c", "#6d28d9", "#4d7c0f", "#0e7490", "#a16207", "#9d174d",
            "#374151");
    private static final List<Integer> TICKS = List.of(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_200, 3_600);

    private final List<Moment> moments;
    private final List<TimeLine.Entry> faults;
    private final double lengthSeconds;
    private final StringBuilder svg = new StringBuilder();

    private Chart(List<Moment> moments, List<TimeLine.Entry> faults) {
        this.moments = moments;
        this.faults = faults;
        this.lengthSeconds = Math.max(1, moments.getLast().at().toMillis() / 1e3);
    }

    /** The picture as SVG. */
    static String of(List<Moment> moments, List<TimeLine.Entry> faults) {
        return new Chart(moments, faults).drawn();
    }

    private String drawn() {
        var height = TOP + 3 * (BAND + GAP);
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">%n"
                        .formatted(WIDTH, height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#fcfcfa\"/>\n");
        faults.forEach(this::fault);
        var rates = moments.stream().collect(Collectors.toMap(Moment::at, this::rate, (one, other) -> one));
        band(0, "webhooks a second", Map.of("", moment -> rates.getOrDefault(moment.at(), 0.0)));
        band(1, "age of the oldest message on its way, s", Map.of("", Moment::lagSeconds));
        band(2, "memory, MB", memory());
        return svg.append("</svg>\n").toString();
    }

    /** Over about a quarter of a minute, so that a line can be seen. */
    private double rate(Moment moment) {
        var place = moments.indexOf(moment);
        var before = moments.get(Math.max(0, place - 3));
        var seconds = moment.at().minus(before.at()).toMillis() / 1e3;
        return seconds <= 0 ? 0 : (moment.webhooks() - before.webhooks()) / seconds;
    }

    private Map<String, ToDoubleFunction<Moment>> memory() {
        return moments.stream()
                .flatMap(moment -> moment.kilobytes().keySet().stream())
                .distinct()
                .collect(Collectors.toMap(
                        part -> part, part -> moment -> moment.kilobytes().getOrDefault(part, 0L) / 1024.0));
    }

    private void fault(TimeLine.Entry fault) {
        var from = x(fault.from().toMillis() / 1e3);
        var width = Math.max(1.2, x(fault.to().toMillis() / 1e3) - from);
        svg.append(line(
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#dc2626\" opacity=\"0.13\"><title>%s: %s</title></rect>",
                from, TOP - 8, width, 3 * (BAND + GAP) - GAP + 8, fault.kind(), fault.what()));
    }

    private void band(int place, String title, Map<String, ToDoubleFunction<Moment>> lines) {
        var top = TOP + place * (BAND + GAP);
        var most = lines.values().stream()
                .flatMapToDouble(value -> moments.stream().mapToDouble(value))
                .max()
                .orElse(0);
        var scale = rounded(most);
        svg.append(line("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>", LEFT, top - 12, title));
        for (var part = 0; part <= 2; part++) {
            var y = top + BAND - BAND * part / 2.0;
            svg.append(line(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>", LEFT, WIDTH - RIGHT, y, y));
            svg.append(line(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%,.0f</text>", LEFT - 6, y + 4, scale * part / 2));
        }
        var step = TICKS.stream()
                .filter(tick -> lengthSeconds / tick <= 10)
                .findFirst()
                .orElse(3_600);
        for (var second = 0; second <= lengthSeconds; second += step) {
            svg.append(line(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#666\">%d s</text>",
                    x(second), top + BAND + 14, second));
        }
        var names = lines.keySet().stream()
                .sorted((one, other) -> Double.compare(last(lines, other), last(lines, one)))
                .toList();
        for (var i = 0; i < names.size(); i++) {
            curve(top, scale, COLOURS.get(i % COLOURS.size()), value(lines, names.get(i)));
            svg.append(line(
                    "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>",
                    WIDTH - RIGHT + 8, top + 8 + 11 * i, COLOURS.get(i % COLOURS.size()), names.get(i)));
        }
    }

    private double last(Map<String, ToDoubleFunction<Moment>> lines, String name) {
        return value(lines, name).applyAsDouble(moments.getLast());
    }

    private static ToDoubleFunction<Moment> value(Map<String, ToDoubleFunction<Moment>> lines, String name) {
        return lines.getOrDefault(name, moment -> 0);
    }

    private void curve(int top, double scale, String colour, ToDoubleFunction<Moment> value) {
        var points = moments.stream()
                .map(moment -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        x(moment.at().toMillis() / 1e3),
                        top + BAND - BAND * Math.min(1, value.applyAsDouble(moment) / scale)))
                .collect(Collectors.joining(" "));
        svg.append(line("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.4\"/>", points, colour));
    }

    private double x(double seconds) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.min(1, seconds / lengthSeconds);
    }

    /** A round number that everything fits below. */
    private static double rounded(double most) {
        var unit = Math.pow(10, Math.floor(Math.log10(Math.max(1, most))));
        return Math.max(1, Math.ceil(most / unit * 2) / 2 * unit);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}
