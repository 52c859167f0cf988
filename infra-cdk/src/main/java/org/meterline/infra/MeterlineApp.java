package org.meterline.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.constructs.Construct;

/** The CDK application: {@code cdk synth} and {@code cdk deploy} start here. {@code -c environment=prod} says which size. */
public final class MeterlineApp {

    private MeterlineApp() {}

    static void main() {
        var app = new App();
        add(app, Deployment.from(app.getNode()), null);
        judge(app);
        app.synth();
    }

    /** All stacks, those that live longest first. */
    static Stacks add(Construct app, Deployment deployment, @Nullable StackProps settings) {
        var prefix = "Meterline-" + deployment.environment().name() + "-";
        var network = new NetworkStack(app, prefix + "Network", deployment, settings);
        var data = new DataStack(app, prefix + "Data", deployment.environment(), network, settings);
        var broker = new BrokerStack(app, prefix + "Broker", deployment.environment(), network, data, settings);
        var ingest = new IngestStack(app, prefix + "Ingest", deployment, network, data, broker, settings);
        var billing = new BillingStack(app, prefix + "Billing", deployment, network, data, broker, ingest, settings);
        var watch = new WatchStack(
                app, prefix + "Watch", deployment, new WatchStack.Watched(data, broker, ingest, billing), settings);
        for (var stack : List.of(network, data, broker, ingest, billing, watch)) {
            Tags.of(stack).add("application", "meterline");
            Tags.of(stack).add("environment", deployment.environment().name());
        }
        return new Stacks(network, ingest, billing, watch);
    }

    /** Has cdk-nag look at every resource; what it finds makes synth fail. */
    static void judge(Construct app) {
        Aspects.of(app)
                .add(AwsSolutionsChecks.Builder.create()
                        .verbose(true)
                        .reports(false)
                        .build());
    }

    /** Those stacks of a deployment that look different for different owners. */
    record Stacks(NetworkStack network, IngestStack ingest, BillingStack billing, WatchStack watch) {}
}
