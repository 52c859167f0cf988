package org.meterline.infra;

import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.OriginProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.PriceClass;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.VpcOrigin;
import software.amazon.awscdk.services.cloudfront.origins.VpcOriginWithEndpointProps;
import software.constructs.Construct;

/**
 * The door for staff and their programs: an HTTPS address that needs no domain of one's own. CloudFront reaches into the network for it,
 * so that the load balancer has no address outside. Nothing is cached; whoever has no key sees the sign-in page.
 */
public final class StaffDoor extends Construct {

    private static final int PER_SECOND = 50; // from one address

    private final Distribution distribution;
    private final FloodGate gate;

    StaffDoor(Construct scope, String id, BillingService billing) {
        super(scope, id);
        var origin = VpcOrigin.withApplicationLoadBalancer(
                billing.balancer(),
                VpcOriginWithEndpointProps.builder()
                        .httpPort(80)
                        .protocolPolicy(OriginProtocolPolicy.HTTP_ONLY) // inside the network, on CloudFront's own line
                        .build());
        distribution = Distribution.Builder.create(this, "Distribution")
                .comment("Meterline, for staff")
                .httpVersion(HttpVersion.HTTP2_AND_3)
                .priceClass(PriceClass.PRICE_CLASS_ALL)
                .enableIpv6(true)
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(origin)
                        .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
                        .allowedMethods(AllowedMethods.ALLOW_ALL)
                        .cachePolicy(CachePolicy.CACHING_DISABLED)
                        .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER_AND_CLOUDFRONT_2022)
                        .compress(false)
                        .build())
                .build();
        gate = new FloodGate(
                this, "Gate", billing.balancer().getLoadBalancerArn(), PER_SECOND, FloodGate.By.FORWARDED_ADDRESS);
        Accepted.finding(distribution, "CFR1", "Staff may be anywhere; a utility that knows where adds the countries.");
        Accepted.finding(distribution, "CFR2", "The firewall stands before the load balancer, the only way on.");
        Accepted.finding(distribution, "CFR3", "Who did what stands in billing's own audit; addresses are not kept.");
        Accepted.finding(
                distribution, "CFR4", "CloudFront's own name has CloudFront's own rules for old TLS versions.");
    }

    /** Its address. */
    String url() {
        return "https://" + distribution.getDistributionDomainName();
    }

    FloodGate gate() {
        return gate;
    }
}
