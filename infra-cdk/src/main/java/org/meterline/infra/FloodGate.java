package org.meterline.infra;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACL.AllowActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.BlockActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.DefaultActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.ForwardedIPConfigurationProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RateBasedStatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RuleActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RuleProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.StatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.VisibilityConfigProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACLAssociation;
import software.constructs.Construct;

/** A firewall that lets everything through but a flood from one place. It keeps no sample of what it saw. */
final class FloodGate extends Construct {

    private static final int WINDOW_SECONDS = 300;
    private static final String RULE = "Flood";

    /** Where one place ends and the next begins. */
    enum By {
        /** The address that connects. */
        ADDRESS("IP", null),
        /** The address that CloudFront, through which all comes, says it forwards for. */
        FORWARDED_ADDRESS(
                "FORWARDED_IP",
                ForwardedIPConfigurationProperty.builder()
                        .headerName("X-Forwarded-For")
                        .fallbackBehavior("MATCH")
                        .build());

        private final String key;
        private final @Nullable ForwardedIPConfigurationProperty header;

        By(String key, @Nullable ForwardedIPConfigurationProperty header) {
            this.key = key;
            this.header = header;
        }
    }

    private final String metricName;

    FloodGate(Construct scope, String id, String resourceArn, int perSecond, By by) {
        super(scope, id);
        metricName = Names.uniqueId(this);
        var gate = CfnWebACL.Builder.create(this, "Acl")
                .scope("REGIONAL")
                .defaultAction(DefaultActionProperty.builder()
                        .allow(AllowActionProperty.builder().build())
                        .build())
                .visibilityConfig(seenAs(metricName))
                .rules(List.of(RuleProperty.builder()
                        .name(RULE)
                        .priority(0)
                        .action(RuleActionProperty.builder()
                                .block(BlockActionProperty.builder().build())
                                .build())
                        .statement(StatementProperty.builder()
                                .rateBasedStatement(RateBasedStatementProperty.builder()
                                        .aggregateKeyType(by.key)
                                        .forwardedIpConfig(by.header)
                                        .evaluationWindowSec(WINDOW_SECONDS)
                                        .limit(perSecond * WINDOW_SECONDS)
                                        .build())
                                .build())
                        .visibilityConfig(seenAs(RULE))
                        .build()))
                .build();
        CfnWebACLAssociation.Builder.create(this, "Before")
                .webAclArn(gate.getAttrArn())
                .resourceArn(resourceArn)
                .build();
    }

    /** How many requests were turned away. */
    IMetric turnedAway() {
        return Metric.Builder.create()
                .namespace("AWS/WAFV2")
                .metricName("BlockedRequests")
                .dimensionsMap(Map.of(
                        "WebACL",
                        metricName,
                        "Rule",
                        "ALL",
                        "Region",
                        Stack.of(this).getRegion()))
                .statistic("Sum")
                .build();
    }

    private static VisibilityConfigProperty seenAs(String metric) {
        return VisibilityConfigProperty.builder()
                .cloudWatchMetricsEnabled(true)
                .metricName(metric)
                .sampledRequestsEnabled(false) // samples hold addresses of strangers, and signatures of Twilio's
                .build();
    }
}
