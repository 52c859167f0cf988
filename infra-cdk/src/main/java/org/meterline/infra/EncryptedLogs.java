package org.meterline.infra;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** A log group that is encrypted with the stack's own key and forgets. The key is made once per stack. */
public final class EncryptedLogs extends Construct {

    private static final String KEY = "LogKey";
    private static final RetentionDays KEPT = RetentionDays.THREE_MONTHS;

    private final LogGroup group;

    EncryptedLogs(Construct scope, String id) {
        this(scope, id, null);
    }

    /** One of a certain name, for a service of AWS that looks for it there. */
    EncryptedLogs(Construct scope, String id, @Nullable String name) {
        super(scope, id);
        group = LogGroup.Builder.create(this, "Log")
                .logGroupName(name)
                .encryptionKey(keyOf(Stack.of(this)))
                .retention(KEPT)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    public LogGroup group() {
        return group;
    }

    private static Key keyOf(Stack stack) {
        if (stack.getNode().tryFindChild(KEY) instanceof Key known) {
            return known;
        }
        var key = Key.Builder.create(stack, KEY)
                .description("what the logs of " + stack.getStackName() + " are encrypted with")
                .enableKeyRotation(true)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal("logs." + stack.getRegion() + ".amazonaws.com")))
                .actions(List.of(
                        "kms:Encrypt",
                        "kms:Decrypt",
                        "kms:ReEncryptFrom",
                        "kms:ReEncryptTo",
                        "kms:GenerateDataKey",
                        "kms:DescribeKey"))
                .resources(List.of("*")) // in a key's own policy that is the key
                .conditions(Map.of(
                        "ArnLike",
                        Map.of(
                                "kms:EncryptionContext:aws:logs:arn",
                                "arn:" + stack.getPartition() + ":logs:" + stack.getRegion() + ":" + stack.getAccount()
                                        + ":*")))
                .build());
        return key;
    }
}
