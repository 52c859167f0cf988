package org.meterline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What each part of a deployment promises about time, size and survival. */
@ExtendWith(NodeCondition.class)
class PromisesTest {

    @SuppressWarnings("unused") // of the annotations
    static final List<Environment> ENVIRONMENTS = Synthesis.ENVIRONMENTS;

    /** What {@code --target aws} and people look for, see docs/operations.md and docs/deploy.md. */
    private static final List<String> OUTPUTS = List.of(
            "MessageTable",
            "PhotoBucket",
            "PhotoQueue",
            "DeadPhotoQueue",
            "ReplayQueue",
            "BillingUrl",
            "DatabaseUrl",
            "BrokerEndpoint",
            "WebhookUrl",
            "StatusCallbackUrl",
            "StaffPageUrl",
            "DashboardUrl",
            "StillMissing",
            "BellStillMissing",
            "RestartCommand",
            "TwilioSecret",
            "AdminKeySecret");

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void stacks_put_out_what_operators_need(Environment environment) {
        assertThat(Synthesis.made().outputs(environment)).containsExactlyInAnyOrderElementsOf(OUTPUTS);
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void there_is_a_stack_for_each_lifetime(Environment environment) {
        assertThat(Synthesis.made().stacks(environment).stream().map(Synthesis::shortName))
                .containsExactlyInAnyOrder("Network", "Data", "Broker", "Ingest", "Billing", "Watch");
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void functions_start_from_snapshots_and_are_called_by_their_alias(Environment environment) {
        var functions = resources(environment, "AWS::Lambda::Function");

        assertThat(functions).hasSize(6).allSatisfy(function -> {
            assertThat(function.at("/Runtime").asText()).isEqualTo("java25");
            assertThat(function.at("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
            assertThat(function.at("/VpcConfig/SubnetIds").isMissingNode()).isFalse();
            assertThat(function.at("/LoggingConfig/LogGroup").isMissingNode()).isFalse();
            assertThat(function.at("/Architectures/0").asText())
                    .isEqualTo(function.at("/Handler").asText().contains(".ocr.") ? "x86_64" : "arm64");
        });
        assertThat(resources(environment, "AWS::Lambda::Alias")).hasSize(6);
        assertThat(resources(environment, "AWS::Lambda::EventSourceMapping"))
                .allSatisfy(mapping ->
                        assertThat(mapping.at("/FunctionName").toString()).contains("Live"));
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void every_queue_waits_six_times_its_reader_and_gives_up_after_three(Environment environment) {
        var timeouts = resources(environment, "AWS::Lambda::Function").stream()
                .collect(Collectors.toMap(
                        function -> function.at("/Handler").asText(),
                        function -> function.at("/Timeout").asInt()));

        assertQueue(environment, "PhotosToRead/Queue", 6 * timeouts.get("org.meterline.ocr.MeterPhotoHandler"));
        assertQueue(environment, "Replays/Queue", 6 * timeouts.get("org.meterline.ingest.ReplayHandler"));
        assertThat(timeouts).containsEntry("org.meterline.ocr.MeterPhotoHandler", 15);
        assertThat(queue(environment, "PhotosToRead/Dead")
                        .at("/VisibilityTimeout")
                        .asInt())
                .isEqualTo(6 * timeouts.get("org.meterline.ocr.DeadPhotoHandler"));
        assertThat(timeouts.get("org.meterline.ingest.WebhookHandler"))
                .isGreaterThan(15); // it answers in Twilio's time
        assertThat(timeouts.get("org.meterline.ingest.ReconcileHandler")).isGreaterThan(240);
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void photos_are_read_one_by_one_and_so_many_at_once(Environment environment) {
        var batches = resources(environment, "AWS::Lambda::EventSourceMapping");

        assertThat(batches)
                .hasSize(3)
                .allSatisfy(mapping -> assertThat(
                                mapping.at("/FunctionResponseTypes/0").asText())
                        .isEqualTo("ReportBatchItemFailures"));
        assertThat(batches)
                .filteredOn(mapping -> mapping.path().startsWith("Readers/Reader/"))
                .singleElement()
                .satisfies(mapping -> {
                    assertThat(mapping.at("/BatchSize").asInt()).isOne();
                    assertThat(mapping.at("/ScalingConfig/MaximumConcurrency").asInt())
                            .isEqualTo(environment.functions().readers());
                });
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void the_bucket_tells_of_photos_and_of_nothing_else(Environment environment) {
        var bucket = resources(environment, "AWS::S3::Bucket").stream()
                .filter(each -> each.path().contains("Photos"))
                .findFirst()
                .orElseThrow();
        var told = bucket.at("/NotificationConfiguration/QueueConfigurations");

        assertThat(told.size()).isOne();
        assertThat(told.at("/0/Filter/S3Key/Rules/0/Value").asText()).isEqualTo("meters/");
        assertThat(bucket.at("/VersioningConfiguration/Status").asText()).isEqualTo("Enabled");
        assertThat(Synthesis.elements(bucket.at("/LifecycleConfiguration/Rules"))
                        .collect(Collectors.toMap(
                                rule -> rule.path("Prefix").asText(),
                                rule -> rule.path("ExpirationInDays").asInt())))
                .isEqualTo(Map.of("meters/", 1095, "unread/", 30));
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void billing_drains_before_it_is_killed_and_goes_back_when_it_does_not_come_up(Environment environment) {
        var service = only(environment, "AWS::ECS::Service");
        var container = serving(environment);
        var balanced = only(environment, "AWS::ElasticLoadBalancingV2::TargetGroup");

        assertThat(container.path("StopTimeout").asInt())
                .isGreaterThan(BillingTask.DRAIN_AT_MOST.toSeconds().intValue())
                .isLessThanOrEqualTo(120);
        assertThat(service.at("/DeploymentConfiguration/DeploymentCircuitBreaker/Rollback")
                        .asBoolean())
                .isTrue();
        assertThat(service.at("/DeploymentConfiguration/MinimumHealthyPercent").asInt())
                .isEqualTo(100);
        assertThat(Synthesis.elements(balanced.at("/TargetGroupAttributes"))
                        .filter(each -> each.path("Key").asText().equals("deregistration_delay.timeout_seconds"))
                        .map(each -> each.path("Value").asInt()))
                .containsExactly(BillingTask.UNREADY_FOR.toSeconds().intValue());
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void migrations_come_first_and_no_container_can_write_to_its_disk(Environment environment) {
        var serving = serving(environment);

        assertThat(serving.at("/DependsOn/0/ContainerName").asText()).isEqualTo("migrate");
        assertThat(serving.at("/DependsOn/0/Condition").asText()).isEqualTo("SUCCESS");
        for (var container : only(environment, "AWS::ECS::TaskDefinition").at("/ContainerDefinitions")) {
            assertThat(container.path("ReadonlyRootFilesystem").asBoolean()).isTrue();
            assertThat(container.path("Privileged").asBoolean()).isFalse();
            assertThat(container.at("/LogConfiguration/LogDriver").asText()).isEqualTo("awslogs");
        }
        assertThat(serving.at("/HealthCheck/Command/1").asText()).isEqualTo("/opt/meterline/healthy");
    }

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void billing_grows_by_processor_memory_and_queues(Environment environment) {
        var count = only(environment, "AWS::ApplicationAutoScaling::ScalableTarget");
        var policies = resources(environment, "AWS::ApplicationAutoScaling::ScalingPolicy");
        var targets = policies.stream()
                .filter(policy -> policy.at("/PolicyType").asText().equals("TargetTrackingScaling"))
                .collect(Collectors.toMap(
                        policy -> policy.at(
                                        "/TargetTrackingScalingPolicyConfiguration/PredefinedMetricSpecification/PredefinedMetricType")
                                .asText(),
                        policy -> policy.at("/TargetTrackingScalingPolicyConfiguration/TargetValue")
                                .asInt()));

        assertThat(targets)
                .isEqualTo(Map.of("ECSServiceAverageCPUUtilization", 70, "ECSServiceAverageMemoryUtilization", 80));
        assertThat(policies).hasSize(4); // and one up, one down by queues
        assertThat(count.at("/MinCapacity").asInt())
                .isEqualTo(environment.tasks().min());
        assertThat(count.at("/MaxCapacity").asInt())
                .isEqualTo(environment.tasks().max());
    }

    @Test
    void prod_survives_a_zone() {
        assertThat(only(Environment.PROD, "AWS::AmazonMQ::Broker")
                        .at("/DeploymentMode")
                        .asText())
                .isEqualTo("CLUSTER_MULTI_AZ");
        assertThat(only(Environment.PROD, "AWS::RDS::DBInstance").at("/MultiAZ").asBoolean())
                .isTrue();
        assertThat(resources(Environment.PROD, "AWS::EC2::NatGateway")).hasSize(3);
        assertThat(Environment.PROD.tasks()).isEqualTo(new Environment.Tasks(3, 10, 1024, 2048));
    }

    @Test
    void prod_cannot_be_deleted_by_accident_and_survives_its_stacks() {
        var database = only(Environment.PROD, "AWS::RDS::DBInstance");
        var table = only(Environment.PROD, "AWS::DynamoDB::GlobalTable");

        assertThat(database.at("/DeletionProtection").asBoolean()).isTrue();
        assertThat(database.json().path("DeletionPolicy").asText()).isEqualTo("Snapshot");
        assertThat(database.at("/BackupRetentionPeriod").asInt()).isEqualTo(14);
        assertThat(table.at("/Replicas/0/DeletionProtectionEnabled").asBoolean())
                .isTrue();
        assertThat(table.at("/Replicas/0/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                        .asBoolean())
                .isTrue();
        assertThat(table.at("/BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
        assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText()).isEqualTo("expiresAt");
        assertThat(table.json().path("DeletionPolicy").asText()).isEqualTo("Retain");
        assertThat(resources(Environment.PROD, "AWS::S3::Bucket"))
                .allSatisfy(bucket -> assertThat(
                                bucket.json().path("DeletionPolicy").asText())
                        .isEqualTo("Retain"));
    }

    @Test
    void dev_is_one_of_everything_fits_a_new_account_and_leaves_nothing() {
        assertThat(only(Environment.DEV, "AWS::AmazonMQ::Broker")
                        .at("/DeploymentMode")
                        .asText())
                .isEqualTo("SINGLE_INSTANCE");
        assertThat(only(Environment.DEV, "AWS::AmazonMQ::Broker")
                        .at("/SubnetIds")
                        .size())
                .isOne();
        assertThat(resources(Environment.DEV, "AWS::EC2::NatGateway")).hasSize(1);
        assertThat(only(Environment.DEV, "AWS::ECS::Service")
                        .at("/DesiredCount")
                        .asInt())
                .isOne();
        assertThat(resources(Environment.DEV, "AWS::Lambda::Function"))
                .allSatisfy(function -> assertThat(
                                function.at("/ReservedConcurrentExecutions").isMissingNode())
                        .isTrue());
        assertThat(Synthesis.made().resources(Environment.DEV))
                .filteredOn(resource -> List.of("Retain", "Snapshot")
                        .contains(resource.json().path("DeletionPolicy").asText()))
                .extracting(Resource::type)
                .containsOnly("AWS::IAM::Role", "AWS::ApiGateway::Account"); // of the account, not of a deployment
    }

    private static void assertQueue(Environment environment, String path, int visibilitySeconds) {
        var queue = queue(environment, path);
        assertThat(queue.at("/VisibilityTimeout").asInt()).isEqualTo(visibilitySeconds);
        assertThat(queue.at("/RedrivePolicy/maxReceiveCount").asInt()).isEqualTo(3);
    }

    private static Resource queue(Environment environment, String path) {
        return resources(environment, "AWS::SQS::Queue").stream()
                .filter(queue -> queue.path().endsWith(path + "/Resource"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no queue " + path));
    }

    private static JsonNode serving(Environment environment) {
        return Synthesis.elements(only(environment, "AWS::ECS::TaskDefinition").at("/ContainerDefinitions"))
                .filter(container -> container.path("Name").asText().equals(BillingTask.SERVICE))
                .findFirst()
                .orElseThrow();
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
