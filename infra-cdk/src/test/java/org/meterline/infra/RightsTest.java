package org.meterline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Everyone may do what they do, and nobody may do what another does. */
@ExtendWith(NodeCondition.class)
class RightsTest {

    @SuppressWarnings("unused") // of the annotations
    static final List<Environment> ENVIRONMENTS = Synthesis.ENVIRONMENTS;

    /** Which secrets each role may read, by the last word of its construct. */
    private static final Map<String, Set<String>> SECRETS = Map.of(
            "Webhook", Set.of("Broker", "Twilio"),
            "Sweep", Set.of("Broker", "Twilio"),
            "Replay", Set.of("Broker", "Twilio"),
            "Reconcile", Set.of("Twilio"),
            "Reader", Set.of("Broker"),
            "DeadPhotos", Set.of("Broker"),
            "ExecutionRole", Set.of("Admin", "Broker", "Owner", "Service", "Twilio"));

    /** What AWS has no narrower resource for. */
    private static final Set<String> ACTIONS_ON_ALL = Set.of(
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:UnassignPrivateIpAddresses",
            "ecr:GetAuthorizationToken");

    private static final Pattern SECRET = Pattern.compile("Secrets(Twilio|Broker|Service|Admin)[0-9A-F]{8}");
    private static final Pattern OWNER = Pattern.compile("DatabaseInstance[0-9A-F]{8}");

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void no_action_is_granted_by_wildcard(Environment environment) {
        var wild = new ArrayList<String>();
        for (var policy : policies(environment)) {
            policy.statements().stream()
                    .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                    .flatMap(statement -> Resource.texts(statement, "Action").stream())
                    .filter(action -> action.contains("*"))
                    .forEach(action -> wild.add(policy + " " + action));
        }

        assertThat(policies(environment)).hasSizeGreaterThan(8);
        assertThat(wild).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void only_what_has_no_name_is_granted_for_all(Environment environment) {
        for (var policy : policies(environment)) {
            for (var statement : policy.statements()) {
                if (Resource.texts(statement, "Resource").contains("*")) {
                    assertThat(ACTIONS_ON_ALL).as(policy.toString()).containsAll(Resource.texts(statement, "Action"));
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void nobody_reads_a_secret_of_somebody_else(Environment environment) {
        var read = new TreeMap<String, Set<String>>();
        for (var policy : policies(environment)) {
            for (var statement : policy.statements()) {
                if (Resource.texts(statement, "Action").contains("secretsmanager:GetSecretValue")) {
                    read.computeIfAbsent(whose(policy), none -> new TreeSet<>())
                            .addAll(secretsIn(statement.path("Resource")));
                }
            }
        }

        assertThat(read).isEqualTo(new TreeMap<>(SECRETS));
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void the_key_opens_ones_own_secrets_and_no_other(Environment environment) {
        for (var policy : resources(environment, "AWS::IAM::Policy")) {
            for (var statement : policy.statements()) {
                var isOurs = List.of("Ingest", "Billing").contains(policy.stack());
                if (isOurs && Resource.texts(statement, "Action").contains("kms:Decrypt")) {
                    assertThat(statement
                                    .at("/Condition/StringEquals/kms:EncryptionContext:SecretARN")
                                    .isMissingNode())
                            .as(policy.toString())
                            .isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void nobody_deletes_and_only_receivers_write_photos(Environment environment) {
        var writers = new TreeSet<String>();
        for (var policy : policies(environment)) {
            for (var statement : policy.statements()) {
                var actions = Resource.texts(statement, "Action");
                assertThat(actions)
                        .as(policy.toString())
                        .doesNotContain("dynamodb:DeleteItem", "s3:DeleteObject", "dynamodb:Scan", "s3:ListBucket");
                if (actions.contains("s3:PutObject")) {
                    writers.add(whose(policy));
                    assertThat(Resource.texts(statement, "Resource"))
                            .allMatch(arn -> arn.contains("/meters/*") || arn.contains("/unread/*"));
                }
            }
        }

        assertThat(writers).containsExactly("Replay", "Sweep", "Webhook");
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void roles_are_taken_by_services_of_aws_alone(Environment environment) {
        for (var role : resources(environment, "AWS::IAM::Role")) {
            assertThat(role.statements())
                    .allSatisfy(statement -> assertThat(Synthesis.names(statement.path("Principal")))
                            .containsExactly("Service"));
        }
    }

    private static List<Resource> policies(Environment environment) {
        var all = new ArrayList<>(resources(environment, "AWS::IAM::Policy"));
        all.addAll(resources(environment, "AWS::IAM::ManagedPolicy"));
        return all;
    }

    /** The construct before the role: {@code Receivers/Webhook/Role/DefaultPolicy/Resource}. */
    private static String whose(Resource policy) {
        var steps = List.of(policy.path().split("/", -1));
        var role = steps.indexOf("DefaultPolicy") - 1;
        return steps.get(role).equals("Role") ? steps.get(role - 1) : steps.get(role);
    }

    private static Set<String> secretsIn(JsonNode resource) {
        var found = new TreeSet<String>();
        var text = resource.toString();
        SECRET.matcher(text).results().forEach(match -> found.add(match.group(1)));
        if (OWNER.matcher(text).find()) {
            found.add("Owner");
        }
        return found;
    }

    private static List<Resource> resources(Environment environment, String type) {
        return Synthesis.made().resources(environment, type);
    }
}
