package org.meterline.infra;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.SystemLogLevel;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * A lambda of ours: Java 25 from a zip that the build made, started from a snapshot that was primed, inside the network, with exactly the
 * rights it was given. Whoever calls it calls the alias, which moves to a new version only when that is ready.
 */
public final class JavaFunction extends Construct {

    private static final int CONCURRENCY_MIN = 2; // of a queue, says AWS

    /**
     * What a function is.
     *
     * @param zip the archive that the build made
     * @param handler the class that is called
     * @param reserved how many may run at once, so that a flood does not take the whole account along; 0 for as many as there are
     */
    record Spec(
            Path zip, String handler, Architecture architecture, int memoryMegabytes, Duration timeout, int reserved) {}

    private final Role role;
    private final Function function;
    private final Alias live;

    JavaFunction(
            Construct scope,
            String id,
            Spec spec,
            NetworkStack network,
            Map<String, String> environment,
            List<PolicyStatement> rights) {
        super(scope, id);
        var logs = new EncryptedLogs(this, "Logs");
        role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .description("What " + spec.handler() + " may do")
                .build();
        role.addToPolicy(Rights.toWriteLogs(logs.group()));
        role.addToPolicy(Rights.toStandInTheNetwork());
        rights.forEach(role::addToPolicy);
        function = Function.Builder.create(this, "Function")
                .description(spec.handler())
                .runtime(Runtime.JAVA_25)
                .architecture(spec.architecture())
                .handler(spec.handler())
                .code(Code.fromAsset(spec.zip().toString()))
                .memorySize(spec.memoryMegabytes())
                .timeout(spec.timeout())
                .environment(environment)
                .role(role)
                .vpc(network.vpc())
                .vpcSubnets(NetworkStack.PRIVATE)
                .securityGroups(List.of(network.doors().functions()))
                .logGroup(logs.group())
                .loggingFormat(LoggingFormat.JSON)
                .applicationLogLevelV2(ApplicationLogLevel.INFO)
                .systemLogLevelV2(SystemLogLevel.WARN)
                .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
                .reservedConcurrentExecutions(spec.reserved() == 0 ? null : spec.reserved())
                .build();
        Annotations.of(function)
                .acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish", "The alias publishes one.");
        live = Alias.Builder.create(this, "Live")
                .aliasName("live")
                .version(function.getCurrentVersion())
                .build();
        Accepted.finding(
                role,
                "IAM5",
                List.of("Resource::*"),
                "A network card has no name yet when a function makes it, and so AWS wants these six actions for all.");
        Accepted.finding(function, "L1", "Java 25 is the newest runtime that Lambda has for Java.");
    }

    /** What is called. */
    public Alias live() {
        return live;
    }

    /** Whose rights it has. */
    Role role() {
        return role;
    }

    public Function function() {
        return function;
    }

    /** Is called every so many minutes; what fails is done by the next call. */
    void every(int minutes) {
        Rule.Builder.create(this, "Schedule")
                .schedule(Schedule.rate(Duration.minutes(minutes)))
                .targets(List.of(
                        LambdaFunction.Builder.create(live).retryAttempts(0).build()))
                .build();
    }

    /** Takes from a queue, so many messages a call, and says of each whether it was done. */
    void feedFrom(Queue queue, int batch, int concurrencyMax) {
        live.addEventSource(SqsEventSource.Builder.create(queue)
                .batchSize(batch)
                .reportBatchItemFailures(true)
                .maxConcurrency(Math.max(CONCURRENCY_MIN, concurrencyMax))
                .build());
    }
}
