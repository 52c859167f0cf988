package org.meterline.infra;

import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * The firewall before the webhooks. It knows one rule, a flood from one address, because Twilio itself calls from few addresses and what
 * people write looks like any attack: a rule about bodies would turn customers away. The signature is what keeps strangers out.
 */
public final class TwilioGate extends Construct {

    private final FloodGate gate;

    TwilioGate(Construct scope, String id, Environment environment, WebhookApi api) {
        super(scope, id);
        var stack = Stack.of(this);
        gate = new FloodGate(
                this,
                "Gate",
                "arn:" + stack.getPartition() + ":apigateway:" + stack.getRegion() + "::/restapis/"
                        + api.api().getRestApiId() + "/stages/"
                        + api.api().getDeploymentStage().getStageName(),
                WebhookApi.PEAKS * environment.webhooksPerSecond(),
                FloodGate.By.ADDRESS);
    }

    FloodGate gate() {
        return gate;
    }
}
