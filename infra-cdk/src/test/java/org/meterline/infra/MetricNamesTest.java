package org.meterline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.contracts.Metric;

/**
 * Dashboard, alarms and scaling look for metrics of ours under names that somebody emits: those of {@link Metric}, which billing's own
 * test finds in the running service, and those that filters make of the gateway's log.
 */
@ExtendWith(NodeCondition.class)
class MetricNamesTest {

    @SuppressWarnings("unused") // of the annotations
    static final List<Environment> ENVIRONMENTS = Synthesis.ENVIRONMENTS;

    /** A metric as somebody looks for it. */
    private record Sought(String name, Set<String> tags) {}

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void whatever_is_looked_for_is_emitted(Environment environment) {
        var fromLogs = Synthesis.made().resources(environment, "AWS::Logs::MetricFilter").stream()
                .map(filter -> filter.at("/MetricTransformations/0/MetricName").asText())
                .collect(Collectors.toSet());
        var sought = sought(environment);

        assertThat(sought).hasSizeGreaterThan(12);
        for (var metric : sought) {
            if (fromLogs.contains(metric.name())) {
                assertThat(metric.tags()).isEmpty();
            } else {
                assertThat(emitted(metric.name()))
                        .as(metric.name())
                        .hasValueSatisfying(known ->
                                assertThat(metric.tags()).as(metric.name()).isEqualTo(new TreeSet<>(known.tags())));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void the_service_writes_where_they_are_looked_for(Environment environment) {
        var told = Synthesis.made().resources(environment, "AWS::ECS::TaskDefinition").stream()
                .flatMap(task -> Synthesis.elements(task.at("/ContainerDefinitions")))
                .flatMap(container -> Synthesis.elements(container.path("Environment")))
                .filter(variable -> variable.path("Name").asText().equals("METRICS_NAMESPACE"))
                .map(variable -> variable.path("Value").asText())
                .collect(Collectors.toSet());

        assertThat(told).containsExactly(ServiceMetrics.namespace(environment));
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void the_dashboard_shows_every_promise(Environment environment) {
        var shown = body(environment);

        assertThat(shown)
                .contains(
                        "Time to answer",
                        "Photos that wait",
                        "Unread",
                        Outcome.DOUBTED.name(),
                        "Dead letters",
                        "Outbox lag",
                        "Breaker open",
                        "Events that wait",
                        "Usage per reading");
    }

    private static Optional<Metric> emitted(String name) {
        return Arrays.stream(Metric.values())
                .filter(metric -> name.equals(metric.id())
                        || metric.kind() == Metric.Kind.TIMED
                                && (name.equals(metric.id() + Metric.P50) || name.equals(metric.id() + Metric.P95)))
                .findFirst();
    }

    private static Set<Sought> sought(Environment environment) {
        var found = new HashSet<Sought>();
        var namespace = ServiceMetrics.namespace(environment);
        for (var alarm : Synthesis.made().resources(environment, "AWS::CloudWatch::Alarm")) {
            inAlarm(alarm.properties(), namespace, found);
            Synthesis.elements(alarm.at("/Metrics"))
                    .forEach(metric -> inAlarm(metric.at("/MetricStat/Metric"), namespace, found));
        }
        inDashboard(body(environment), namespace, found);
        return found;
    }

    private static void inAlarm(JsonNode metric, String namespace, Set<Sought> found) {
        if (metric.path("Namespace").asText().equals(namespace)) {
            found.add(new Sought(
                    metric.path("MetricName").asText(),
                    Synthesis.elements(metric.path("Dimensions"))
                            .map(each -> each.path("Name").asText())
                            .collect(Collectors.toCollection(TreeSet::new))));
        }
    }

    /** A dashboard's metrics are arrays: namespace, name, then dimensions by name and value, then how to draw it. */
    private static void inDashboard(String body, String namespace, Set<Sought> found) {
        try {
            for (var widget : Synthesis.JSON.readTree(body).path("widgets")) {
                for (var metric : widget.at("/properties/metrics")) {
                    if (metric.path(0).asText().equals(namespace)) {
                        var words = new ArrayList<String>();
                        metric.forEach(part -> {
                            if (part.isTextual()) {
                                words.add(part.asText());
                            }
                        });
                        var tags = new TreeSet<String>();
                        for (var tag = 2; tag < words.size(); tag += 2) {
                            tags.add(words.get(tag));
                        }
                        found.add(new Sought(words.get(1), tags));
                    }
                }
            }
        } catch (java.io.IOException noJson) {
            throw new AssertionError("a dashboard's body is JSON", noJson);
        }
    }

    /** What CloudFormation will put together, with a word in place of each reference. */
    private static String body(Environment environment) {
        var body = Synthesis.made()
                .resources(environment, "AWS::CloudWatch::Dashboard")
                .getFirst()
                .at("/DashboardBody");
        if (body.isTextual()) {
            return body.asText();
        }
        return Synthesis.elements(body.at("/Fn::Join/1"))
                .map(part -> part.isTextual() ? part.asText() : "reference")
                .collect(Collectors.joining());
    }
}
