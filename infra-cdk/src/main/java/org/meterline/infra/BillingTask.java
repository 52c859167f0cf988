package org.meterline.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.IgnoreMode;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.AssetImageProps;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependency;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * One instance of billing-service: first a container that brings the database to this version, alone in knowing its owner's password,
 * and only when that has succeeded the service, as a role that owns nothing. A version whose migration fails serves nobody.
 */
public final class BillingTask extends Construct {

    static final int PORT = Doors.HTTP;
    static final String SERVICE = "billing-service";

    /** What the service is told its end may take; the platform kills later than that. */
    static final Duration UNREADY_FOR = Duration.seconds(15);

    static final Duration DRAIN_AT_MOST = Duration.seconds(90);
    static final Duration KILLED_AFTER = Duration.seconds(110); // Fargate waits for 120 at most

    private static final Duration MIGRATED_WITHIN = Duration.minutes(15);
    private static final String SCRATCH = "scratch";

    /** In the image: whether it lives, not whether its database does. ECS does not heed the image's own word for it. */
    private static final String HEALTHY = "/opt/meterline/healthy";

    /** In the image, where there are any: docs/deploy.md says how they come there. */
    private static final String DATABASE_ROOTS = "/opt/meterline/" + Artifacts.DATABASE_ROOTS;

    private final FargateTaskDefinition definition;

    BillingTask(
            Construct scope, String id, Deployment deployment, DataStack data, BrokerStack broker, IngestStack ingest) {
        super(scope, id);
        var tasks = deployment.environment().tasks();
        definition = FargateTaskDefinition.Builder.create(this, "Definition")
                .cpu(tasks.cpu())
                .memoryLimitMiB(tasks.memoryMegabytes())
                .runtimePlatform(RuntimePlatform.builder()
                        .cpuArchitecture(CpuArchitecture.X86_64) // as the machines are that build it, and its AOT cache
                        .operatingSystemFamily(OperatingSystemFamily.LINUX)
                        .build())
                .volumes(List.of(Volume.builder().name(SCRATCH).build()))
                .build();
        rights(data).forEach(definition::addToTaskRolePolicy);
        var logs = LogDriver.awsLogs(AwsLogDriverProps.builder()
                .logGroup(new EncryptedLogs(this, "Logs").group())
                .streamPrefix("billing")
                .build());
        var image = ContainerImage.fromAsset(
                deployment.artifacts().billingImage().toString(),
                AssetImageProps.builder()
                        .platform(Platform.LINUX_AMD64)
                        .ignoreMode(IgnoreMode.DOCKER)
                        .build());
        var settings = settings(deployment, data, broker, ingest);
        var secrets = secrets(data);
        var owner = new TreeMap<>(secrets);
        owner.put(
                "DATABASE_OWNER_USER", Secret.fromSecretsManager(data.database().ownerSecret(), "username"));
        owner.put(
                "DATABASE_OWNER_PASSWORD",
                Secret.fromSecretsManager(data.database().ownerSecret(), "password"));

        var migrate = container("migrate", image, logs, settings, owner)
                .command(List.of("migrate"))
                .essential(false)
                .startTimeout(MIGRATED_WITHIN)
                .build();
        var serve = container(SERVICE, image, logs, settings, secrets)
                .portMappings(List.of(PortMapping.builder().containerPort(PORT).build()))
                .stopTimeout(KILLED_AFTER)
                .healthCheck(HealthCheck.builder()
                        .command(List.of("CMD", HEALTHY))
                        .interval(Duration.seconds(15))
                        .timeout(Duration.seconds(5))
                        .retries(4)
                        .startPeriod(Duration.seconds(60))
                        .build())
                .build();
        var first = writable(definition.addContainer("Migrate", migrate));
        var then = writable(definition.addContainer("Serve", serve));
        then.addContainerDependencies(ContainerDependency.builder()
                .container(first)
                .condition(ContainerDependencyCondition.SUCCESS)
                .build());
        definition.setDefaultContainer(then);
        Accepted.finding(definition, "ECS2", "Names, addresses and times; what opens something comes from secrets.");
        Accepted.finding(definition, "IAM5", "Staff may see the photo of any message; logins to ECR have no resource.");
    }

    FargateTaskDefinition definition() {
        return definition;
    }

    private static Stream<PolicyStatement> rights(DataStack data) {
        return Stream.of(
                Rights.toUpdateMessages(data.messages().table()),
                Rights.toReadFiles(data.photos().bucket()));
    }

    /** The variables that hold no secret. */
    private static Map<String, String> settings(
            Deployment deployment, DataStack data, BrokerStack broker, IngestStack ingest) {
        var settings = new TreeMap<String, String>();
        settings.put(
                "DATABASE_URL",
                deployment.artifacts().hasDatabaseRoots()
                        ? data.database().jdbcUrlCheckedBy(DATABASE_ROOTS)
                        : data.database().jdbcUrl());
        settings.put("BROKER_ENDPOINT", broker.broker().endpoint());
        settings.put("MESSAGE_TABLE", data.messages().table().getTableName());
        settings.put("PHOTO_BUCKET", data.photos().bucket().getBucketName());
        settings.put("PUBLIC_BASE_URL", ingest.api().baseUrl());
        settings.put("DRAIN_UNREADY_FOR", seconds(UNREADY_FOR));
        settings.put("DRAIN_AT_MOST", seconds(DRAIN_AT_MOST));
        settings.put("METRICS_NAMESPACE", ServiceMetrics.namespace(deployment.environment()));
        return settings;
    }

    private Map<String, Secret> secrets(DataStack data) {
        var all = data.secrets();
        var service = readable("Service", all.service());
        var broker = readable("Broker", all.broker());
        return Map.of(
                "DATABASE_USER", Secret.fromSecretsManager(service, "username"),
                "DATABASE_PASSWORD", Secret.fromSecretsManager(service, "password"),
                "BROKER_USERNAME", Secret.fromSecretsManager(broker, "username"),
                "BROKER_PASSWORD", Secret.fromSecretsManager(broker, "password"),
                "TWILIO_ACCOUNTS", Secret.fromSecretsManager(readable("Twilio", all.twilio())),
                "BOOTSTRAP_ADMIN_KEY", Secret.fromSecretsManager(readable("Admin", all.adminKey()), "key"));
    }

    /**
     * A secret that whoever starts the containers may read. Known by its name alone: else CDK writes our role into the policy of its key,
     * which stands in a stack that lives longer than ours.
     */
    private ISecret readable(String id, ISecret secret) {
        Rights.toReadSecret(secret).forEach(definition::addToExecutionRolePolicy);
        return software.amazon.awscdk.services.secretsmanager.Secret.fromSecretCompleteArn(
                this, id, secret.getSecretArn());
    }

    /** What both containers are: the same image, not root, with a disk that cannot be written to. */
    private static ContainerDefinitionOptions.Builder container(
            String name,
            ContainerImage image,
            LogDriver logs,
            Map<String, String> settings,
            Map<String, Secret> secrets) {
        return ContainerDefinitionOptions.builder()
                .containerName(name)
                .image(image)
                .logging(logs)
                .environment(settings)
                .secrets(secrets)
                .readonlyRootFilesystem(true);
    }

    private static ContainerDefinition writable(ContainerDefinition container) {
        container.addMountPoints(MountPoint.builder()
                .containerPath("/tmp")
                .sourceVolume(SCRATCH)
                .readOnly(false)
                .build());
        return container;
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds().intValue() + "s";
    }
}
