package org.meterline.infra;

import java.util.List;
import java.util.Map;
import org.meterline.contracts.MessageTable.Outcome;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.constructs.Construct;

/** One picture per promise: whether messages come in, photos are read, answers go out, nothing is left over, and what a reading costs. */
public final class PromiseDashboard extends Construct {

    private static final int WIDTH = 8; // a third of the page
    private static final int HEIGHT = 6;

    private final Dashboard dashboard;

    PromiseDashboard(Construct scope, String id, Environment environment, Signals signals) {
        super(scope, id);
        dashboard = Dashboard.Builder.create(this, "Dashboard")
                .dashboardName("meterline-" + environment.name())
                .defaultInterval(Duration.hours(6))
                .build();
        dashboard.addWidgets(
                picture("Time to answer, seconds", signals.usualSecondsToAnswer(), signals.secondsToAnswer()),
                picture(
                        "Outcomes",
                        signals.outcomes(Outcome.RECORDED),
                        signals.outcomes(Outcome.DOUBTED),
                        signals.outcomes(Outcome.REFUSED),
                        signals.outcomes(Outcome.UNREADABLE),
                        signals.outcomes(Outcome.FAILED)),
                picture("Unread, percent of photos", signals.unreadablePercent()));
        dashboard.addWidgets(
                picture("Webhooks, and those that failed", signals.webhooks(), signals.webhooksFailed()),
                picture(
                        "Webhooks that were throttled, blocked, refused",
                        signals.webhooksThrottled(),
                        signals.webhooksBlocked(),
                        signals.webhooksRefused()),
                picture("Slowest webhooks, milliseconds", signals.webhookMillis()));
        dashboard.addWidgets(
                picture("Photos that wait, and that were given up", signals.photosWaiting(), signals.deadPhotos()),
                picture("Oldest photo that waits, seconds", signals.oldestPhotoSeconds()),
                picture("Reading a photo, milliseconds", signals.readerMillis("p50"), signals.readerMillis("p99")));
        dashboard.addWidgets(
                picture("Outbox lag, seconds", signals.outboxSeconds()),
                picture("Events that wait; the broker's messages", signals.eventsWaiting(), signals.brokerMessages()),
                picture(
                        "Dead letters, rows that fail, replays given up",
                        signals.deadLetters(),
                        signals.outboxFailing(),
                        signals.deadReplays()));
        dashboard.addWidgets(
                picture(
                        "Answers that wait, and the oldest in seconds",
                        signals.answersWaiting(),
                        signals.oldestAnswerSeconds()),
                picture(
                        "What Twilio said",
                        signals.calls("taken"),
                        signals.calls("refused"),
                        signals.calls("not-reached"),
                        signals.calls("unknown")),
                picture("Breaker open; broker blocked", signals.breakerOpen(), signals.brokerBlocked()));
        dashboard.addWidgets(
                picture(
                        "Tasks of billing; errors that staff saw",
                        signals.healthyTasks(),
                        signals.billingErrors(),
                        signals.staffTurnedAway()),
                picture("Database, percent busy", signals.databaseCpu()),
                picture("Usage per reading, USD", costPerReading(signals)));
    }

    /** Its address in the console. */
    String url() {
        var region = Stack.of(this).getRegion();
        return "https://" + region + ".console.aws.amazon.com/cloudwatch/home?region=" + region
                + "#dashboards/dashboard/" + dashboard.getDashboardName();
    }

    /** What grows with readings, at {@link ListPrices}: gateway, firewall, functions, table. NAT's bytes and logs come on top. */
    private static IMetric costPerReading(Signals signals) {
        return Signals.math(
                Duration.minutes(5),
                "(FILL(webhooks, 0) * %s + FILL(receiving, 0) * %s + FILL(reading, 0) * %s + FILL(writes, 0) * %s + FILL(reads, 0) * %s) / readings"
                        .formatted(
                                ListPrices.usd(ListPrices.WEBHOOK),
                                ListPrices.usd(ListPrices.RECEIVER_MILLISECOND),
                                ListPrices.usd(ListPrices.READER_MILLISECOND),
                                ListPrices.usd(ListPrices.TABLE_WRITE),
                                ListPrices.usd(ListPrices.TABLE_READ)),
                Map.of(
                        "webhooks", signals.webhooks(),
                        "receiving", signals.receiverMillis("Sum"),
                        "reading", signals.readerMillis("Sum"),
                        "writes", signals.tableWrites(),
                        "reads", signals.tableReads(),
                        "readings", signals.outcomes(Outcome.RECORDED)));
    }

    private static IWidget picture(String title, IMetric... metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(List.of(metrics))
                .width(WIDTH)
                .height(HEIGHT)
                .build();
    }
}
