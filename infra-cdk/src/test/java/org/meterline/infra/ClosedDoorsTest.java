package org.meterline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Nothing is open that should be closed, and nothing is said in the clear. */
@ExtendWith(NodeCondition.class)
class ClosedDoorsTest {

    @SuppressWarnings("unused") // of the annotations
    static final List<Environment> ENVIRONMENTS = Synthesis.ENVIRONMENTS;

    private static final Set<String> THE_WORLD = Set.of("0.0.0.0/0", "::/0");
    private static final Pattern OPENS_SOMETHING =
            Pattern.compile("(?i).*(password|secretstring|authtoken|accountsid|apikey|_key|token)$");

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void broker_and_database_have_no_address_outside(Environment environment) {
        var broker = only(environment, "AWS::AmazonMQ::Broker");
        var database = only(environment, "AWS::RDS::DBInstance");

        assertThat(broker.at("/PubliclyAccessible").asText()).isEqualTo("false");
        assertThat(database.at("/PubliclyAccessible").asText()).isEqualTo("false");
        assertThat(broker.at("/EngineVersion").asText()).isEqualTo("4.2");
        assertThat(broker.at("/HostInstanceType").asText()).startsWith("mq.m7g.");
        assertThat(broker.at("/SecurityGroups").size()).isOne();
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void no_security_group_lets_the_world_in(Environment environment) {
        var rules = new ArrayList<String>();
        for (var group : resources(environment, "AWS::EC2::SecurityGroup")) {
            Synthesis.elements(group.at("/SecurityGroupIngress")).forEach(rule -> rules.add(sourceOf(rule)));
        }
        for (var rule : resources(environment, "AWS::EC2::SecurityGroupIngress")) {
            rules.add(sourceOf(rule.properties()));
        }

        assertThat(rules).isNotEmpty().doesNotContainAnyElementsOf(THE_WORLD);
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void what_calls_out_speaks_https_and_nothing_else_reaches_the_world(Environment environment) {
        for (var group : resources(environment, "AWS::EC2::SecurityGroup")) {
            Synthesis.elements(group.at("/SecurityGroupEgress"))
                    .filter(rule -> THE_WORLD.contains(rule.path("CidrIp").asText()))
                    .forEach(rule -> assertThat(rule.path("FromPort").asInt()).isEqualTo(443));
        }
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void the_load_balancer_is_inside(Environment environment) {
        assertThat(only(environment, "AWS::ElasticLoadBalancingV2::LoadBalancer")
                        .at("/Scheme")
                        .asText())
                .isEqualTo("internal");
        assertThat(only(environment, "AWS::ECS::Service")
                        .at("/NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp")
                        .asText())
                .isEqualTo("DISABLED");
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void buckets_show_nothing_to_the_public_and_refuse_plain_http(Environment environment) {
        var buckets = resources(environment, "AWS::S3::Bucket");
        assertThat(buckets).hasSize(2);
        for (var bucket : buckets) {
            for (var way :
                    List.of("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")) {
                assertThat(bucket.at("/PublicAccessBlockConfiguration/" + way).asBoolean())
                        .as(bucket + " " + way)
                        .isTrue();
            }
        }
        assertRefusesPlainHttp(environment, "AWS::S3::BucketPolicy", buckets.size());
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void queues_and_topics_refuse_plain_http(Environment environment) {
        assertRefusesPlainHttp(
                environment,
                "AWS::SQS::QueuePolicy",
                resources(environment, "AWS::SQS::Queue").size());
        assertRefusesPlainHttp(environment, "AWS::SNS::TopicPolicy", 1);
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void database_broker_and_staff_page_want_tls(Environment environment) {
        assertThat(only(environment, "AWS::RDS::DBParameterGroup")
                        .at("/Parameters/rds.force_ssl")
                        .asText())
                .isEqualTo("1");
        assertThat(only(environment, "AWS::CloudFront::Distribution")
                        .at("/DistributionConfig/DefaultCacheBehavior/ViewerProtocolPolicy")
                        .asText())
                .isEqualTo("https-only");
        for (var definition : resources(environment, "AWS::ECS::TaskDefinition")) {
            assertThat(definition.properties().toString())
                    .contains("sslmode=require")
                    .doesNotContain("amqp://");
        }
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void no_password_stands_in_a_template(Environment environment) {
        var plain = new ArrayList<String>();
        for (var resource : Synthesis.made().resources(environment)) {
            collectPlain(resource.toString(), resource.properties(), plain);
        }

        assertThat(plain).containsExactly("Data/Secrets/Twilio/Resource/SecretString = {}"); // no account yet
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void only_these_can_be_called_from_outside(Environment environment) {
        var api = resources(environment, "AWS::ApiGateway::Method");
        var permissions = resources(environment, "AWS::Lambda::Permission");

        assertThat(api)
                .allSatisfy(
                        method -> assertThat(method.at("/HttpMethod").asText()).isEqualTo("POST"));
        assertThat(resources(environment, "AWS::ApiGateway::Resource").stream()
                        .map(resource -> resource.at("/PathPart").asText()))
                .containsExactlyInAnyOrder(
                        "webhook", "webhooks", "twilio", "whatsapp", "sms", "status", "{outboundId}");
        assertThat(permissions.stream()
                        .map(permission -> permission.at("/Principal").asText())
                        .distinct())
                .containsExactlyInAnyOrder("apigateway.amazonaws.com", "events.amazonaws.com");
        assertThat(resources(environment, "AWS::Lambda::Url")).isEmpty();
    }

    private static void assertRefusesPlainHttp(Environment environment, String type, int count) {
        var policies = resources(environment, type);
        assertThat(policies).hasSize(count);
        assertThat(policies)
                .allSatisfy(policy -> assertThat(policy.statements()).anySatisfy(statement -> {
                    assertThat(statement.path("Effect").asText()).isEqualTo("Deny");
                    assertThat(statement
                                    .at("/Condition/Bool/aws:SecureTransport")
                                    .asText())
                            .isEqualTo("false");
                }));
    }

    private static void collectPlain(String path, JsonNode node, List<String> plain) {
        if (node.isObject()) {
            Synthesis.names(node).forEach(name -> collectPlain(path + "/" + name, node.path(name), plain));
        } else if (node.isArray()) {
            Synthesis.elements(node).forEach(element -> collectPlain(path, element, plain));
        } else if (node.isTextual()
                && OPENS_SOMETHING.matcher(path).matches()
                && !node.asText().startsWith("{{resolve:secretsmanager:")) {
            plain.add(path + " = " + node.asText());
        }
    }

    private static String sourceOf(JsonNode rule) {
        return rule.path("CidrIp").asText(rule.path("CidrIpv6").asText("another group"));
    }

    private static List<Resource> resources(Environment environment, String type) {
        return Synthesis.made().resources(environment, type);
    }

    private static Resource only(Environment environment, String type) {
        var found = resources(environment, type);
        assertThat(found).as(type).hasSize(1);
        return found.getFirst();
    }
}
