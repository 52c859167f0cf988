package org.meterline.platform.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.meterline.contracts.Metric;

/**
 * The metrics that leave this process, as lines of a log in CloudWatch's embedded metric format: {@link Metric}s and no others, because
 * each costs money. What was counted is said as what was added since it was last said; what is no number is not said.
 */
final class MetricLines {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WAITS_ONLY = ".wait."; // the ladder's queues: what is there comes back by itself
    private static final Map<String, Metric> KNOWN =
            Arrays.stream(Metric.values()).collect(Collectors.toMap(Metric::id, Function.identity()));

    private final MeterRegistry metrics;
    private final String namespace;
    private final InstantSource time;
    private final Map<Meter.Id, Double> said = new HashMap<>();

    MetricLines(MeterRegistry metrics, String namespace, InstantSource time) {
        this.metrics = metrics;
        this.namespace = namespace;
        this.time = time;
    }

    /** One line for all metrics that are told apart by the same words. */
    List<String> next() {
        var byTags = new LinkedHashMap<Map<String, String>, Map<String, Double>>();
        for (var meter : metrics.getMeters()) {
            var metric = KNOWN.get(meter.getId().getName());
            if (metric != null) {
                var tags = tagsOf(meter, metric);
                if (tags.values().stream().noneMatch(value -> value.contains(WAITS_ONLY))) {
                    byTags.computeIfAbsent(tags, none -> new TreeMap<>()).putAll(figures(meter));
                }
            }
        }
        return byTags.entrySet().stream()
                .filter(line -> !line.getValue().isEmpty())
                .map(line -> line(line.getKey(), line.getValue()))
                .toList();
    }

    private static Map<String, String> tagsOf(Meter meter, Metric metric) {
        return meter.getId().getTags().stream()
                .filter(tag -> metric.tags().contains(tag.getKey()))
                .collect(Collectors.toMap(Tag::getKey, Tag::getValue, (one, other) -> one, TreeMap::new));
    }

    private Map<String, Double> figures(Meter meter) {
        var name = meter.getId().getName();
        return switch (meter) {
            case Gauge gauge -> Double.isFinite(gauge.value()) ? Map.of(name, gauge.value()) : Map.of();
            case Counter counter -> Map.of(name, added(meter, counter.count()));
            case Timer timer -> timed(name, timer, added(meter, timer.count()));
            default -> Map.of();
        };
    }

    private static Map<String, Double> timed(String name, Timer timer, double added) {
        var figures = new TreeMap<>(Map.of(name, added));
        if (added > 0) {
            for (var percentile : timer.takeSnapshot().percentileValues()) {
                var suffix = percentile.percentile() > 0.5 ? Metric.P95 : Metric.P50;
                figures.put(name + suffix, percentile.value(TimeUnit.SECONDS));
            }
        }
        return figures;
    }

    private double added(Meter meter, double count) {
        var before = said.put(meter.getId(), count);
        return count - (before == null ? 0 : before);
    }

    private String line(Map<String, String> tags, Map<String, Double> figures) {
        var names = figures.keySet().stream().map(name -> Map.of("Name", name)).toList();
        var line = new LinkedHashMap<String, Object>();
        line.put(
                "_aws",
                Map.of(
                        "Timestamp",
                        time.instant().toEpochMilli(),
                        "CloudWatchMetrics",
                        List.of(Map.of(
                                "Namespace", namespace,
                                "Dimensions", List.of(List.copyOf(tags.keySet())),
                                "Metrics", names))));
        line.putAll(tags);
        line.putAll(figures);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
