package org.meterline.infra;

import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.constructs.Construct;

/** Who may speak to whom inside the network: a security group per kind of machine, and every rule between them. */
public final class Doors extends Construct {

    static final int AMQPS = 5671;
    static final int POSTGRES = 5432;
    static final int HTTP = 8080;

    private final SecurityGroup functions;
    private final SecurityGroup service;
    private final SecurityGroup balancer;
    private final SecurityGroup broker;
    private final SecurityGroup database;

    Doors(Construct scope, String id, IVpc vpc) {
        super(scope, id);
        functions = group("Functions", "Lambdas", vpc);
        service = group("Service", "billing-service", vpc);
        balancer = group("Balancer", "Load balancer before billing-service", vpc);
        broker = group("Broker", "RabbitMQ", vpc);
        database = group("Database", "PostgreSQL", vpc);

        functions.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "Twilio and AWS");
        service.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "Twilio and AWS");
        let(functions, broker, AMQPS);
        let(service, broker, AMQPS);
        let(service, database, POSTGRES);
        let(balancer, service, HTTP);
        balancer.addIngressRule(Peer.ipv4(NetworkStack.ADDRESSES), Port.tcp(80), "CloudFront, from inside the network");
    }

    public SecurityGroup functions() {
        return functions;
    }

    public SecurityGroup service() {
        return service;
    }

    public SecurityGroup balancer() {
        return balancer;
    }

    public SecurityGroup broker() {
        return broker;
    }

    public SecurityGroup database() {
        return database;
    }

    private SecurityGroup group(String id, String what, IVpc vpc) {
        return SecurityGroup.Builder.create(this, id)
                .vpc(vpc)
                .description(what)
                .allowAllOutbound(false)
                .build();
    }

    private static void let(SecurityGroup from, SecurityGroup to, int port) {
        from.addEgressRule(to, Port.tcp(port), "to " + to.getNode().getId());
        to.addIngressRule(from, Port.tcp(port), "from " + from.getNode().getId());
    }
}
