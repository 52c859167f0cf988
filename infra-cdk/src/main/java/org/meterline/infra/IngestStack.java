package org.meterline.infra;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** Everything before the broker: the door for Twilio, what keeps messages, what reads photos. */
public final class IngestStack extends Stack {

    private final WebhookApi api;
    private final TwilioGate gate;
    private final Receivers receivers;
    private final Readers readers;

    public IngestStack(
            Construct scope,
            String id,
            Deployment deployment,
            NetworkStack network,
            DataStack data,
            BrokerStack broker,
            @Nullable StackProps settings) {
        super(scope, id, settings);
        api = new WebhookApi(this, "WebhookApi", deployment);
        var common = Map.of(
                "MESSAGE_TABLE", data.messages().table().getTableName(),
                "PHOTO_BUCKET", data.photos().bucket().getBucketName(),
                "BROKER_ENDPOINT", broker.broker().endpoint(),
                "BROKER_SECRET_ID", data.secrets().broker().getSecretArn());
        var receiving = new TreeMap<>(common);
        receiving.put("PUBLIC_BASE_URL", api.baseUrl());
        receiving.put("TWILIO_SECRET_ID", data.secrets().twilio().getSecretArn());
        receivers = new Receivers(this, "Receivers", deployment, network, data, receiving);
        readers = new Readers(this, "Readers", deployment, network, data, common);
        api.lead(receivers.webhooks().live());
        gate = new TwilioGate(this, "TwilioGate", deployment.environment(), api);

        output("WebhookUrl", api.baseUrl() + "/webhooks/twilio/whatsapp", "paste into Twilio: when a message comes in");
        output("StatusCallbackUrl", api.baseUrl() + "/webhooks/twilio/status", "paste into Twilio: status callback");
        output("ReplayQueue", receivers.replays().queue().getQueueName(), "for ./meterline replay");
        output(
                "StillMissing",
                "aws secretsmanager put-secret-value --secret-id "
                        + data.secrets().twilio().getSecretArn()
                        + " --secret-string file://twilio.json",
                "run once, with {\"AC...\":[\"auth token\"]} from Twilio's console in twilio.json");
    }

    public WebhookApi api() {
        return api;
    }

    public TwilioGate gate() {
        return gate;
    }

    public Receivers receivers() {
        return receivers;
    }

    public Readers readers() {
        return readers;
    }

    private void output(String id, String value, String what) {
        CfnOutput.Builder.create(this, id).value(value).description(what).build();
    }
}
