package org.meterline.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.amazonmq.CfnBroker;
import software.amazon.awscdk.services.amazonmq.CfnBroker.LogListProperty;
import software.amazon.awscdk.services.amazonmq.CfnBroker.MaintenanceWindowProperty;
import software.amazon.awscdk.services.amazonmq.CfnBroker.UserProperty;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/** RabbitMQ by Amazon MQ: private, TLS only, its user's password known to Secrets Manager alone; what it holds is copied to every node. */
public final class EventBroker extends Construct {

    private static final String VERSION = "4.2";

    private final CfnBroker broker;

    EventBroker(Construct scope, String id, Environment environment, NetworkStack network, Secret login) {
        super(scope, id);
        var subnets = network.vpc().selectSubnets(NetworkStack.CLOSED).getSubnets().stream()
                .map(ISubnet::getSubnetId)
                .toList();
        var cluster = environment.broker().cluster();
        broker = CfnBroker.Builder.create(this, "Broker")
                .brokerName("meterline-" + environment.name())
                .engineType("RABBITMQ")
                .engineVersion(VERSION)
                .hostInstanceType(environment.broker().instance())
                .deploymentMode(cluster ? "CLUSTER_MULTI_AZ" : "SINGLE_INSTANCE")
                .publiclyAccessible(false)
                .subnetIds(cluster ? subnets : subnets.subList(0, 1))
                .securityGroups(List.of(network.doors().broker().getSecurityGroupId()))
                .autoMinorVersionUpgrade(true)
                .maintenanceWindowStartTime(MaintenanceWindowProperty.builder()
                        .dayOfWeek("SUNDAY")
                        .timeOfDay("02:00")
                        .timeZone("UTC")
                        .build())
                .logs(LogListProperty.builder().general(true).build())
                .users(List.of(UserProperty.builder()
                        .username(login.secretValueFromJson("username")
                                .unsafeUnwrap()) // a reference, resolved at deployment
                        .password(login.secretValueFromJson("password").unsafeUnwrap())
                        .build()))
                .build();
    }

    /** {@code amqps://host:5671}; a cluster has one address for all its nodes. */
    public String endpoint() {
        return Fn.select(0, broker.getAttrAmqpEndpoints());
    }

    /** How many messages lie in all its queues. */
    IMetric messages(Duration period) {
        return Metric.Builder.create()
                .namespace("AWS/AmazonMQ")
                .metricName("MessageCount")
                .dimensionsMap(Map.of("Broker", broker.getBrokerName()))
                .statistic("Maximum")
                .period(period)
                .build();
    }
}
