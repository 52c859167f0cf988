package org.meterline.infra;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** What looks at all the others, and can be thrown away and made anew without touching them. */
public final class WatchStack extends Stack {

    public WatchStack(
            Construct scope, String id, Deployment deployment, Watched watched, @Nullable StackProps settings) {
        super(scope, id, settings);
        var bell = new Bell(this, "Bell", deployment);
        var alarms = new Alarms(this, "Alarms", deployment.environment(), bell.topic());
        var signals = new Signals(this, "Signals", deployment.environment(), watched);
        ringForTheDoor(alarms, signals);
        ringForPhotos(alarms, signals);
        ringForBilling(alarms, signals);
        ringForStores(alarms, signals, deployment.environment());
        var dashboard = new PromiseDashboard(this, "Promises", deployment.environment(), signals);
        new Spending(this, "Spending", deployment.environment(), bell);
        CfnOutput.Builder.create(this, "DashboardUrl").value(dashboard.url()).build();
        CfnOutput.Builder.create(this, "BellStillMissing")
                .value(
                        deployment.bellEmail() == null
                                ? "nobody is told yet: deploy with -c bellEmail=you@example.com"
                                : "confirm the subscription in the e-mail from AWS")
                .build();
    }

    /** What there is to look at. */
    record Watched(DataStack data, BrokerStack broker, IngestStack ingest, BillingStack billing) {}

    private static void ringForTheDoor(Alarms alarms, Signals signals) {
        alarms.ring("WebhooksFailing", "Twilio got an answer of 5xx", signals.webhooksFailed(), Alarms.When.any());
        alarms.ring(
                "WebhooksThrottled", "Twilio was told to slow down", signals.webhooksThrottled(), Alarms.When.any());
        alarms.ring(
                "WebhooksBlocked", "The firewall turned a caller away", signals.webhooksBlocked(), Alarms.When.any());
        alarms.ring(
                "WebhooksRefused",
                "Requests that Twilio did not sign, or that we think it did not",
                signals.webhooksRefused(),
                Alarms.When.above(20, 1));
        alarms.ring(
                "WebhooksSlow",
                "The slowest webhooks come near the 15 s that Twilio waits",
                signals.webhookMillis(),
                Alarms.When.above(8_000, 2));
        alarms.ringBelow(
                "SweeperSilent",
                "Nobody finishes messages that were left half-way",
                signals.sweepsDone(),
                Alarms.When.above(1, 2).orSilent());
        alarms.ringBelow(
                "ReconcilerSilent",
                "Nobody looks for messages that no webhook told of",
                signals.reconcilesDone(),
                Alarms.When.above(1, 2).orSilent());
    }

    private static void ringForPhotos(Alarms alarms, Signals signals) {
        alarms.ring(
                "PhotosWaiting", "A photo waits to be read", signals.oldestPhotoSeconds(), Alarms.When.above(300, 2));
        alarms.ring(
                "PhotosDead",
                "A photo was given up, and nobody could tell the customer",
                signals.deadPhotos(),
                Alarms.When.above(0, 15));
        alarms.ring("ReplaysDead", "A replay was given up", signals.deadReplays(), Alarms.When.any());
        alarms.ring(
                "ReaderCrashing",
                "The reader ran out of time or memory",
                signals.readerErrors(),
                Alarms.When.above(3, 1));
        alarms.ring(
                "PhotosUnreadable",
                "More than four photos in ten cannot be read",
                signals.unreadablePercent(),
                Alarms.When.above(40, 3));
    }

    private static void ringForBilling(Alarms alarms, Signals signals) {
        alarms.ringBelow(
                "BillingDown",
                "No task of billing-service is healthy",
                signals.healthyTasks(),
                Alarms.When.above(1, 3).orSilent());
        alarms.ringBelow(
                "BillingSilent",
                "billing-service says nothing of itself",
                signals.figures(),
                Alarms.When.above(1, 5).orSilent());
        alarms.ring("BillingErrors", "Staff see errors", signals.billingErrors(), Alarms.When.above(10, 1));
        alarms.ring("DeadLetters", "An event failed at every step", signals.deadLetters(), Alarms.When.any());
        alarms.ring("OutboxStuck", "What was decided is not told", signals.outboxSeconds(), Alarms.When.above(60, 5));
        alarms.ring(
                "OutboxRowFailing", "One row of the outbox fails alone", signals.outboxFailing(), Alarms.When.any());
        alarms.ring(
                "AnswersWaiting",
                "Customers wait for answers",
                signals.oldestAnswerSeconds(),
                Alarms.When.above(120, 3));
        alarms.ring(
                "AnswersSlow", "One reading in twenty takes long", signals.secondsToAnswer(), Alarms.When.above(30, 3));
        alarms.ring("BreakerOpen", "Twilio is not even called", signals.breakerOpen(), Alarms.When.above(0, 5));
    }

    private static void ringForStores(Alarms alarms, Signals signals, Environment environment) {
        alarms.ring("BrokerBlocked", "The broker takes no events", signals.brokerBlocked(), Alarms.When.above(0, 2));
        alarms.ring(
                "BrokerFilling",
                "Events pile up in the broker",
                signals.brokerMessages(),
                Alarms.When.above(50_000, 3));
        alarms.ring(
                "DatabaseBusy", "PostgreSQL's processors are busy", signals.databaseCpu(), Alarms.When.above(85, 3));
        alarms.ringBelow(
                "DatabaseFull",
                "PostgreSQL's disk fills faster than it grows",
                signals.databaseFreeBytes(),
                Alarms.When.above(
                        environment.database().gigabytes() * 50_000_000L, 3)); // a twentieth of its first size
        alarms.ring(
                "TableThrottled", "The message table refuses requests", signals.tableThrottled(), Alarms.When.any());
    }
}
