package org.meterline.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.AdjustmentType;
import software.amazon.awscdk.services.applicationautoscaling.BasicStepScalingPolicyProps;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.applicationautoscaling.ScalingInterval;
import software.amazon.awscdk.services.ecs.AvailabilityZoneRebalancing;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.CpuUtilizationScalingProps;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.MemoryUtilizationScalingProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationTargetsProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.constructs.Construct;

/**
 * billing-service as it runs: tasks in every zone behind a load balancer that only the network sees, more of them when processors,
 * memory or queues fill, replaced without a gap, and taken back by themselves when a new version does not come up.
 */
public final class BillingService extends Construct {

    private static final int CPU_PERCENT = 70;
    private static final int MEMORY_PERCENT = 80;

    /** Events that wait: fewer are nothing, more need one more task, and many three. */
    private static final int FEW = 50;

    private static final int MORE = 500;
    private static final int MANY = 5_000;

    private final Cluster cluster;
    private final FargateService service;
    private final ApplicationLoadBalancer balancer;
    private final ApplicationTargetGroup targets;

    BillingService(Construct scope, String id, Environment environment, NetworkStack network, BillingTask task) {
        super(scope, id);
        cluster = Cluster.Builder.create(this, "Cluster")
                .vpc(network.vpc())
                .containerInsightsV2(ContainerInsights.ENABLED)
                .build();
        service = FargateService.Builder.create(this, "Tasks")
                .cluster(cluster)
                .taskDefinition(task.definition())
                .vpcSubnets(NetworkStack.PRIVATE)
                .securityGroups(List.of(network.doors().service()))
                .assignPublicIp(false)
                .desiredCount(environment.tasks().min())
                .minHealthyPercent(100) // a new one first
                .maxHealthyPercent(200)
                .circuitBreaker(DeploymentCircuitBreaker.builder()
                        .enable(true)
                        .rollback(true)
                        .build())
                .healthCheckGracePeriod(Duration.seconds(120))
                .availabilityZoneRebalancing(AvailabilityZoneRebalancing.ENABLED)
                .build();
        balancer = ApplicationLoadBalancer.Builder.create(this, "Balancer")
                .vpc(network.vpc())
                .vpcSubnets(NetworkStack.PRIVATE)
                .internetFacing(false)
                .securityGroup(network.doors().balancer())
                .dropInvalidHeaderFields(true)
                .deletionProtection(environment.keepsData())
                .build();
        targets = balancer.addListener(
                        "Http",
                        BaseApplicationListenerProps.builder()
                                .port(80)
                                .protocol(ApplicationProtocol.HTTP)
                                .open(false)
                                .build())
                .addTargets(
                        "Tasks",
                        AddApplicationTargetsProps.builder()
                                .port(BillingTask.PORT)
                                .protocol(ApplicationProtocol.HTTP)
                                .targets(List.of(service))
                                .deregistrationDelay(BillingTask.UNREADY_FOR)
                                .healthCheck(HealthCheck.builder()
                                        // not /ready: a broker that is down must not have every task killed
                                        .path("/health/liveness")
                                        .interval(Duration.seconds(10))
                                        .timeout(Duration.seconds(5))
                                        .healthyThresholdCount(2)
                                        .unhealthyThresholdCount(3)
                                        .build())
                                .build());
        scale(environment);
        Accepted.finding(
                balancer, "ELB2", "Who did what stands in billing's own audit; addresses of staff are not kept.");
    }

    Cluster cluster() {
        return cluster;
    }

    FargateService service() {
        return service;
    }

    ApplicationLoadBalancer balancer() {
        return balancer;
    }

    ApplicationTargetGroup targets() {
        return targets;
    }

    private void scale(Environment environment) {
        var count = service.autoScaleTaskCount(EnableScalingProps.builder()
                .minCapacity(environment.tasks().min())
                .maxCapacity(environment.tasks().max())
                .build());
        count.scaleOnCpuUtilization(
                "Cpu",
                CpuUtilizationScalingProps.builder()
                        .targetUtilizationPercent(CPU_PERCENT)
                        .build());
        count.scaleOnMemoryUtilization(
                "Memory",
                MemoryUtilizationScalingProps.builder()
                        .targetUtilizationPercent(MEMORY_PERCENT)
                        .build());
        count.scaleOnMetric(
                "Queues",
                BasicStepScalingPolicyProps.builder()
                        .metric(new ServiceMetrics(environment).eventsWaiting())
                        .adjustmentType(AdjustmentType.CHANGE_IN_CAPACITY)
                        .scalingSteps(List.of(step(null, FEW, -1), step(MORE, MANY, 1), step(MANY, null, 3)))
                        .cooldown(Duration.minutes(3))
                        .evaluationPeriods(2)
                        .build());
    }

    private static ScalingInterval step(@Nullable Integer lower, @Nullable Integer upper, int change) {
        return ScalingInterval.builder()
                .lower(lower)
                .upper(upper)
                .change(change)
                .build();
    }
}
