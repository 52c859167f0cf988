package org.meterline.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Architecture;
import software.constructs.Construct;

/**
 * The functions of ingest-lambda: the one that Twilio calls, and those that see to it that nothing stays half-way. Each may do what its
 * own handler does, and no more.
 */
public final class Receivers extends Construct {

    private static final int MEGABYTES = 1_024;
    private static final Duration WEBHOOK_TIMEOUT = Duration.seconds(20); // it answers within 15
    private static final Duration SWEEP_TIMEOUT = Duration.seconds(60);
    private static final Duration RECONCILE_TIMEOUT = Duration.seconds(250); // its own limit is four minutes
    private static final Duration REPLAY_TIMEOUT = Duration.seconds(60);
    private static final int REPLAY_BATCH = 5;

    private final LambdaModule module;
    private final JavaFunction webhooks;
    private final JavaFunction sweep;
    private final JavaFunction reconcile;
    private final WatchedQueue replays;

    Receivers(
            Construct scope,
            String id,
            Deployment deployment,
            NetworkStack network,
            DataStack data,
            Map<String, String> settings) {
        super(scope, id);
        var functions = deployment.environment().functions();
        module = new LambdaModule(
                deployment.artifacts().ingestZip(),
                "org.meterline.ingest",
                Architecture.ARM_64,
                functions.reserved(),
                network,
                settings);
        var table = data.messages().table();
        var claim = Rights.toClaimMessages(table);
        var update = Rights.toUpdateMessages(table);
        var store = Rights.toStoreFiles(data.photos().bucket());
        var twilio = Rights.toReadSecret(data.secrets().twilio());
        var broker = Rights.toReadSecret(data.secrets().broker());

        webhooks = function(
                "Webhook",
                "WebhookHandler",
                WEBHOOK_TIMEOUT,
                functions.receivers(),
                all(List.of(List.of(claim, update, store), twilio, broker)));
        sweep = function(
                "Sweep",
                "SweepHandler",
                SWEEP_TIMEOUT,
                1,
                all(List.of(
                        List.of(update, Rights.toReadManyMessages(table), Rights.toFindUnsettledMessages(table), store),
                        twilio,
                        broker)));
        sweep.every(1);
        reconcile = function(
                "Reconcile",
                "ReconcileHandler",
                RECONCILE_TIMEOUT,
                1,
                all(List.of(List.of(claim, Rights.toReadManyMessages(table)), twilio)));
        reconcile.every(5);
        replays = new WatchedQueue(this, "Replays", REPLAY_TIMEOUT, REPLAY_TIMEOUT);
        var replay = function(
                "Replay", "ReplayHandler", REPLAY_TIMEOUT, 2, all(List.of(List.of(update, store), twilio, broker)));
        replay.feedFrom(replays.queue(), REPLAY_BATCH, 2);
        for (var storing : List.of(webhooks, sweep, replay)) {
            Accepted.finding(storing.role(), "IAM5", "It keeps files of every message, below two folders.");
        }
    }

    /** What Twilio calls, behind the gateway. */
    JavaFunction webhooks() {
        return webhooks;
    }

    JavaFunction sweep() {
        return sweep;
    }

    JavaFunction reconcile() {
        return reconcile;
    }

    /** The stored messages that an operator sends through once more, see docs/operations.md. */
    WatchedQueue replays() {
        return replays;
    }

    private JavaFunction function(
            String id, String handler, Duration timeout, int concurrencyMax, List<PolicyStatement> rights) {
        return module.function(this, id, handler, MEGABYTES, timeout, concurrencyMax, rights);
    }

    private static List<PolicyStatement> all(List<List<PolicyStatement>> rights) {
        return rights.stream().flatMap(List::stream).toList();
    }
}
