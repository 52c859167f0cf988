package org.meterline.infra;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets a test run only where the build found a Node for aws-cdk-lib, and says what is missing where it did not. */
final class NodeCondition implements ExecutionCondition {

    private static final String NONE =
            "none"; // what the pom says when there is neither a new enough Node nor a way to fetch one

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return judge(System.getenv().getOrDefault("JSII_NODE", NONE));
    }

    static ConditionEvaluationResult judge(String node) {
        return node.equals(NONE)
                ? ConditionEvaluationResult.disabled(
                        "SKIPPED: synth needs Node 20 or newer on the path (or a network to fetch the pinned one)")
                : ConditionEvaluationResult.enabled("aws-cdk-lib runs on " + node);
    }
}
