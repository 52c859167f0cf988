package org.meterline.infra;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.Construct;

/**
 * Where everything stands: a public edge, a private middle that can call out, and a closed end for broker and database. Photos and
 * states go to S3 and DynamoDB through gateway endpoints, which cost nothing; Twilio and the rest of AWS are reached through NAT.
 */
public final class NetworkStack extends Stack {

    /** Where code runs: it can call out, nobody can call in. */
    static final SubnetSelection PRIVATE =
            SubnetSelection.builder().subnetType(SubnetType.PRIVATE_WITH_EGRESS).build();

    /** Where data live: no way in or out but through a door of ours. */
    static final SubnetSelection CLOSED =
            SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build();

    static final String ADDRESSES = "10.42.0.0/16";

    private final Vpc vpc;
    private final Doors doors;

    public NetworkStack(Construct scope, String id, Deployment deployment, @Nullable StackProps settings) {
        super(scope, id, settings);
        var logs = new EncryptedLogs(this, "Traffic");
        vpc = Vpc.Builder.create(this, "Vpc")
                .ipAddresses(IpAddresses.cidr(ADDRESSES))
                .availabilityZones(deployment.availabilityZones())
                .natGateways(deployment.environment().natGateways())
                .subnetConfiguration(List.of(
                        subnet("public", SubnetType.PUBLIC, 24),
                        subnet("private", SubnetType.PRIVATE_WITH_EGRESS, 20),
                        subnet("closed", SubnetType.PRIVATE_ISOLATED, 24)))
                .gatewayEndpoints(Map.of(
                        "S3", endpoint(GatewayVpcEndpointAwsService.S3),
                        "DynamoDb", endpoint(GatewayVpcEndpointAwsService.DYNAMODB)))
                .flowLogs(Map.of(
                        "Refused",
                        FlowLogOptions.builder()
                                .trafficType(FlowLogTrafficType.REJECT) // what was let in is in the services' own logs
                                .destination(FlowLogDestination.toCloudWatchLogs(logs.group()))
                                .build()))
                .build();
        doors = new Doors(this, "Doors", vpc);
    }

    public Vpc vpc() {
        return vpc;
    }

    /** Who may speak to whom. */
    public Doors doors() {
        return doors;
    }

    private static SubnetConfiguration subnet(String name, SubnetType type, int bits) {
        return SubnetConfiguration.builder()
                .name(name)
                .subnetType(type)
                .cidrMask(bits)
                .build();
    }

    private static GatewayVpcEndpointOptions endpoint(GatewayVpcEndpointAwsService service) {
        return GatewayVpcEndpointOptions.builder().service(service).build();
    }
}
