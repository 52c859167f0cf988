package org.meterline.infra;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** RabbitMQ alone: it takes a quarter of an hour to make, and longer to miss. */
public final class BrokerStack extends Stack {

    private final EventBroker broker;

    public BrokerStack(
            Construct scope,
            String id,
            Environment environment,
            NetworkStack network,
            DataStack data,
            @Nullable StackProps settings) {
        super(scope, id, settings);
        broker = new EventBroker(
                this, "EventBroker", environment, network, data.secrets().broker());
        CfnOutput.Builder.create(this, "BrokerEndpoint")
                .value(broker.endpoint())
                .build();
    }

    public EventBroker broker() {
        return broker;
    }
}
