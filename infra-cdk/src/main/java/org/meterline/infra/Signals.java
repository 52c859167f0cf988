package org.meterline.infra;

import java.util.List;
import java.util.Map;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.contracts.Metric;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.dynamodb.Operation;
import software.amazon.awscdk.services.dynamodb.OperationsMetricOptions;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.constructs.Construct;

/** Every figure that alarms and the dashboard look at, each defined once. */
final class Signals extends Construct {

    private static final Duration MINUTE = Duration.minutes(1);
    private static final Duration FIVE_MINUTES = Duration.minutes(5);
    private static final Duration QUARTER = Duration.minutes(15);

    private final WatchStack.Watched watched;
    private final ServiceMetrics service;
    private final IMetric throttledAtTheDoor;
    private final IMetric refusedAtTheDoor;

    Signals(Construct scope, String id, Environment environment, WatchStack.Watched watched) {
        super(scope, id);
        this.watched = watched;
        this.service = new ServiceMetrics(environment);
        throttledAtTheDoor = answers(environment, "Throttled", "429");
        refusedAtTheDoor = answers(environment, "Refused", "403");
    }

    /** API Gateway counts all 4xx together; its access log tells them apart. */
    private IMetric answers(Environment environment, String what, String status) {
        return MetricFilter.Builder.create(this, what)
                .logGroup(watched.ingest().api().calls())
                .metricNamespace(ServiceMetrics.namespace(environment))
                .metricName("webhooks." + what)
                .metricValue("1")
                .filterPattern(FilterPattern.stringValue("$.status", "=", status))
                .build()
                .metric(over(MINUTE, "Sum"));
    }

    IMetric webhooks() {
        return watched.ingest().api().api().metricCount(over(FIVE_MINUTES, "Sum"));
    }

    IMetric webhooksFailed() {
        return watched.ingest().api().api().metricServerError(over(MINUTE, "Sum"));
    }

    IMetric webhooksThrottled() {
        return math(
                MINUTE,
                "FILL(door, 0) + FILL(function, 0)",
                Map.of(
                        "door",
                        throttledAtTheDoor,
                        "function",
                        watched.ingest().receivers().webhooks().function().metricThrottles(over(MINUTE, "Sum"))));
    }

    IMetric webhooksBlocked() {
        return watched.ingest().gate().gate().turnedAway();
    }

    IMetric webhooksRefused() {
        return refusedAtTheDoor;
    }

    IMetric webhookMillis() {
        return watched.ingest().api().api().metricLatency(over(FIVE_MINUTES, "p99"));
    }

    IMetric sweepsDone() {
        return done(watched.ingest().receivers().sweep().live(), FIVE_MINUTES);
    }

    IMetric reconcilesDone() {
        return done(watched.ingest().receivers().reconcile().live(), QUARTER);
    }

    private static IMetric done(Alias function, Duration period) {
        return math(
                period,
                "calls - FILL(errors, 0)",
                Map.of(
                        "calls", function.metricInvocations(over(period, "Sum")),
                        "errors", function.metricErrors(over(period, "Sum"))));
    }

    IMetric photosWaiting() {
        return watched.data().photoQueue().queue().metricApproximateNumberOfMessagesVisible(over(MINUTE, "Maximum"));
    }

    IMetric oldestPhotoSeconds() {
        return watched.data().photoQueue().queue().metricApproximateAgeOfOldestMessage(over(MINUTE, "Maximum"));
    }

    IMetric deadPhotos() {
        return watched.data().photoQueue().dead().metricApproximateNumberOfMessagesVisible(over(MINUTE, "Maximum"));
    }

    IMetric deadReplays() {
        return watched.ingest()
                .receivers()
                .replays()
                .dead()
                .metricApproximateNumberOfMessagesVisible(over(MINUTE, "Maximum"));
    }

    IMetric readerErrors() {
        return watched.ingest().readers().reader().live().metricErrors(over(FIVE_MINUTES, "Sum"));
    }

    IMetric readerMillis(String statistic) {
        return watched.ingest().readers().reader().live().metricDuration(over(FIVE_MINUTES, statistic));
    }

    IMetric receiverMillis(String statistic) {
        return watched.ingest().receivers().webhooks().live().metricDuration(over(FIVE_MINUTES, statistic));
    }

    IMetric outcomes(Outcome outcome) {
        return service.counted(Metric.OUTCOMES, outcome.name());
    }

    /** Of photos that got an outcome; nothing while there were fewer than twenty. */
    IMetric unreadablePercent() {
        return math(
                FIVE_MINUTES,
                "IF(FILL(read, 0) + FILL(unread, 0) >= 20, 100 * FILL(unread, 0) / (FILL(read, 0) + FILL(unread, 0)), 0)",
                Map.of("read", outcomes(Outcome.RECORDED), "unread", outcomes(Outcome.UNREADABLE)));
    }

    IMetric secondsToAnswer() {
        return service.secondsTo(Outcome.RECORDED, Metric.P95);
    }

    IMetric usualSecondsToAnswer() {
        return service.secondsTo(Outcome.RECORDED, Metric.P50);
    }

    IMetric healthyTasks() {
        return watched.billing().service().targets().getMetrics().healthyHostCount(over(MINUTE, "Minimum"));
    }

    IMetric billingErrors() {
        return watched.billing()
                .service()
                .targets()
                .getMetrics()
                .httpCodeTarget(
                        software.amazon.awscdk.services.elasticloadbalancingv2.HttpCodeTarget.TARGET_5XX_COUNT,
                        over(FIVE_MINUTES, "Sum"));
    }

    IMetric staffTurnedAway() {
        return watched.billing().door().gate().turnedAway();
    }

    /** How often billing said anything of itself. */
    IMetric figures() {
        return service.said(Metric.OUTBOUND_AGE);
    }

    IMetric deadLetters() {
        return service.shared(Metric.DEAD_LETTERS);
    }

    IMetric outboxSeconds() {
        return larger(Metric.OUTBOX_AGE);
    }

    IMetric outboxFailing() {
        return larger(Metric.OUTBOX_FAILING);
    }

    private IMetric larger(Metric metric) {
        return math(
                MINUTE,
                "MAX([events, outcomes])",
                Map.of("events", service.shared(metric, "events"), "outcomes", service.shared(metric, "outcomes")));
    }

    IMetric answersWaiting() {
        return service.shared(Metric.OUTBOUND_ROWS);
    }

    IMetric oldestAnswerSeconds() {
        return service.shared(Metric.OUTBOUND_AGE);
    }

    IMetric breakerOpen() {
        return service.shared(Metric.BREAKER_OPEN);
    }

    IMetric calls(String answer) {
        return service.counted(Metric.CALLS, answer);
    }

    IMetric eventsWaiting() {
        return service.eventsWaiting();
    }

    IMetric brokerBlocked() {
        return service.shared(Metric.BROKER_BLOCKED);
    }

    IMetric brokerMessages() {
        return watched.broker().broker().messages(FIVE_MINUTES);
    }

    IMetric databaseCpu() {
        return watched.data().database().instance().metricCPUUtilization(over(FIVE_MINUTES, "Average"));
    }

    IMetric databaseFreeBytes() {
        return watched.data().database().instance().metricFreeStorageSpace(over(FIVE_MINUTES, "Minimum"));
    }

    IMetric tableThrottled() {
        return watched.data()
                .messages()
                .table()
                .metricThrottledRequestsForOperations(OperationsMetricOptions.builder()
                        .operations(
                                List.of(Operation.PUT_ITEM, Operation.GET_ITEM, Operation.UPDATE_ITEM, Operation.QUERY))
                        .period(MINUTE)
                        .build());
    }

    IMetric tableWrites() {
        return watched.data().messages().table().metricConsumedWriteCapacityUnits(over(FIVE_MINUTES, "Sum"));
    }

    IMetric tableReads() {
        return watched.data().messages().table().metricConsumedReadCapacityUnits(over(FIVE_MINUTES, "Sum"));
    }

    static IMetric math(Duration period, String expression, Map<String, IMetric> metrics) {
        return MathExpression.Builder.create()
                .expression(expression)
                .usingMetrics(metrics)
                .period(period)
                .build();
    }

    private static MetricOptions over(Duration period, String statistic) {
        return MetricOptions.builder().period(period).statistic(statistic).build();
    }
}
