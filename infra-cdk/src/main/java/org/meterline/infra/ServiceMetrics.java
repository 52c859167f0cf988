package org.meterline.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.contracts.Metric;
import org.meterline.contracts.Topology;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;

/** The metrics that billing-service writes into its log, as CloudWatch knows them. */
final class ServiceMetrics {

    private static final Duration MINUTE = Duration.minutes(1);
    private static final Duration FIVE_MINUTES = Duration.minutes(5);

    private final String namespace;

    ServiceMetrics(Environment environment) {
        namespace = namespace(environment);
    }

    /** What the service is told to write them under. */
    static String namespace(Environment environment) {
        return "Meterline/" + environment.name();
    }

    /** What all instances see alike: the largest of what they say. */
    IMetric shared(Metric metric, String... tagValues) {
        return of(metric, metric.id(), "Maximum", MINUTE, tagValues);
    }

    /** How often it was said, by anyone. */
    IMetric said(Metric metric) {
        return of(metric, metric.id(), "SampleCount", MINUTE);
    }

    /** How often something was done, by all instances together. */
    IMetric counted(Metric metric, String... tagValues) {
        return of(metric, metric.id(), "Sum", FIVE_MINUTES, tagValues);
    }

    /** How long it took from the webhook to an outcome, in seconds; the slowest instance's percentile. */
    IMetric secondsTo(Outcome outcome, String percentile) {
        return of(Metric.OUTCOMES, Metric.OUTCOMES.id() + percentile, "Maximum", FIVE_MINUTES, outcome.name());
    }

    /** Events in all queues of billing: what scaling goes by. */
    IMetric eventsWaiting() {
        var queues = Topology.QUEUES;
        Map<String, IMetric> depths = IntStream.range(0, queues.size())
                .boxed()
                .collect(Collectors.toMap(
                        queue -> "q" + queue,
                        queue -> shared(Metric.QUEUE_DEPTH, queues.get(queue).name()),
                        (one, other) -> one,
                        LinkedHashMap::new));
        return MathExpression.Builder.create()
                .label("events that wait")
                .expression(String.join(" + ", depths.keySet()))
                .usingMetrics(depths)
                .period(MINUTE)
                .build();
    }

    private IMetric of(Metric metric, String name, String statistic, Duration period, String... tagValues) {
        var tags = metric.tags();
        if (tags.size() != tagValues.length) {
            throw new IllegalArgumentException(metric + " is told apart by " + tags + ", not by " + List.of(tagValues));
        }
        var dimensions = new LinkedHashMap<String, String>();
        for (var tag = 0; tag < tags.size(); tag++) {
            dimensions.put(tags.get(tag), tagValues[tag]);
        }
        var built = software.amazon.awscdk.services.cloudwatch.Metric.Builder.create()
                .namespace(namespace)
                .metricName(name)
                .statistic(statistic)
                .period(period);
        if (!dimensions.isEmpty()) {
            built.dimensionsMap(dimensions);
        }
        return built.build();
    }
}
