package org.meterline.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** Where alarms and spending ring: an encrypted topic that CloudWatch and Budgets may write to, and people subscribe to. */
public final class Bell extends Construct {

    private static final List<String> RINGERS = List.of("cloudwatch.amazonaws.com", "budgets.amazonaws.com");

    private final Topic topic;

    Bell(Construct scope, String id, Deployment deployment) {
        super(scope, id);
        var account = Map.of(
                "StringEquals", Map.of("aws:SourceAccount", Stack.of(this).getAccount()));
        var key = Key.Builder.create(this, "Key")
                .description("What alarms on their way are encrypted with")
                .enableKeyRotation(true)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        topic = Topic.Builder.create(this, "Topic")
                .displayName("Meterline " + deployment.environment().name())
                .masterKey(key)
                .enforceSsl(true)
                .build();
        for (var ringer : RINGERS) {
            var who = List.of(ServicePrincipal.Builder.create(ringer).build());
            key.addToResourcePolicy(PolicyStatement.Builder.create()
                    .principals(who)
                    .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                    .resources(List.of("*")) // in a key's own policy that is the key
                    .conditions(account)
                    .build());
            topic.addToResourcePolicy(PolicyStatement.Builder.create()
                    .principals(who)
                    .actions(List.of("sns:Publish"))
                    .resources(List.of(topic.getTopicArn()))
                    .conditions(account)
                    .build());
        }
        if (deployment.bellEmail() != null) {
            topic.addSubscription(new EmailSubscription(deployment.bellEmail()));
        }
    }

    Topic topic() {
        return topic;
    }
}
