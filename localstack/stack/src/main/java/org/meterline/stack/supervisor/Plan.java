package org.meterline.stack.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.meterline.definition.Addresses;
import org.meterline.definition.Lambda;
import org.meterline.definition.Lambdas;
import org.meterline.definition.Names;
import org.meterline.operations.deployment.LocalStores;
import org.meterline.operations.deployment.Login;
import org.meterline.stack.gateway.HostPlan;

/**
 * Who is told what: the processes of ours with their settings, made from the engines that run. The names of the settings are those
 * of the deployed services; only the values are local.
 */
final class Plan {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> QUICK_ANSWERS = List.of("-Dsun.net.httpserver.nodelay=true");

    private final Home home;
    private final Checkout checkout;
    private final Settings settings;
    private final Credentials credentials;
    private final Engines engines;
    private final Lines lines;
    private final Doors doors;
    private final Jvms jvms;
    private final Probe probe = new Probe();
    private final Gateway gateway;

    Plan(Home home, Checkout checkout, Settings settings, Credentials credentials, Engines engines, Lines lines) {
        this.home = home;
        this.checkout = checkout;
        this.settings = settings;
        this.credentials = credentials;
        this.engines = engines;
        this.lines = lines;
        doors = Doors.of(home);
        jvms = new Jvms(home, checkout, settings.classArchives());
        gateway = new Gateway(probe, Doors.url(doors.gatewayControl()));
    }

    Doors doors() {
        return doors;
    }

    /** The process that {@link #lambdas} makes, to be asked. */
    Gateway gateway() {
        return gateway;
    }

    /** Where the stores are, for programs that look into them; straight to the engines, whatever stands before those. */
    LocalStores stores() {
        var rabbit = engines.rabbit();
        var postgres = engines.postgres();
        var secrets = new ArrayList<>(List.of(
                credentials.adminKey(),
                credentials.databasePassword(),
                credentials.controlToken(),
                postgres.ownerPassword(),
                rabbit.password()));
        credentials.twilioTokens().values().forEach(secrets::addAll);
        var database = postgres.jdbcUrl(Names.DATABASE);
        return new LocalStores(
                engines.aws().environment(),
                Names.TABLE,
                Names.BUCKET,
                Names.PHOTO_QUEUE,
                Names.DEAD_PHOTO_QUEUE,
                Names.REPLAY_QUEUE,
                new Login(database, postgres.ownerUser(), postgres.ownerPassword()),
                new Login(database, Names.DATABASE_USER, credentials.databasePassword()),
                new Login(rabbit.endpoint().toString(), rabbit.username(), rabbit.password()),
                Doors.url(doors.billing()),
                credentials.adminKey(),
                Doors.url(doors.simulator()),
                List.of(home.logs().toString(), home.file("engines").toString()),
                secrets);
    }

    ProcessPart billing() {
        var postgres = engines.postgres();
        var rabbit = engines.rabbit();
        var environment = cloud("billing");
        environment.putAll(Map.of(
                "DATABASE_URL", url("jdbc:postgresql", "billing", "postgres", postgres.port()) + "/" + Names.DATABASE,
                "DATABASE_USER", Names.DATABASE_USER,
                "DATABASE_PASSWORD", credentials.databasePassword(),
                "DATABASE_OWNER_USER", postgres.ownerUser(),
                "DATABASE_OWNER_PASSWORD", postgres.ownerPassword(),
                "BROKER_ENDPOINT", broker("billing"),
                "BROKER_USERNAME", rabbit.username(),
                "BROKER_PASSWORD", rabbit.password()));
        environment.putAll(Map.of(
                "MESSAGE_TABLE", Names.TABLE,
                "PHOTO_BUCKET", Names.BUCKET,
                "PHOTO_BUCKET_PATH_STYLE", "true",
                "PUBLIC_BASE_URL", Doors.url(doors.webhooks()),
                "TWILIO_ACCOUNTS", credentials.twilioJson(),
                "TWILIO_API_ORIGIN", url("http", "billing", "twilio", doors.simulator()),
                "HTTP_HOST", "127.0.0.1",
                "HTTP_PORT", Integer.toString(doors.billing()),
                "BOOTSTRAP_ADMIN_KEY", credentials.adminKey()));
        environment.putAll(Watching.environment(System.getenv()));
        environment.put("DRAIN_UNREADY_FOR", "0s"); // no load balancer has to notice
        var program = new Jvms.Program(
                "billing",
                "billing-service",
                "org.meterline.BillingService",
                384,
                List.of("--enable-native-access=ALL-UNNAMED"),
                List.of());
        return jvms.part(
                program, environment, doors.billing(), () -> probe.answers(Doors.url(doors.billing()) + "/ready"));
    }

    /** The gateway with the lambdas. */
    ProcessPart lambdas() {
        var planFile = home.writePrivate("run/gateway.json", gatewayPlan());
        var program = new Jvms.Program(
                "gateway",
                "localstack/stack",
                "org.meterline.stack.gateway.LambdaHost",
                96,
                QUICK_ANSWERS,
                List.of(planFile.toString()));
        return jvms.part(program, Map.of(), doors.webhooks(), gateway::isReady);
    }

    ProcessPart simulator() {
        var rabbit = engines.rabbit();
        var environment = new TreeMap<>(engines.aws().environment());
        environment.putAll(Map.of(
                "SIMULATOR_PORT", Integer.toString(doors.simulator()),
                "CDN_PORT", Integer.toString(doors.media()),
                "WEBHOOK_BASE_URL", Doors.url(doors.webhooks()),
                "TWILIO_ACCOUNTS", credentials.twilioJson(),
                "STATE_DIR", home.engine("simulator").toString(),
                "MESSAGES_MAX", Integer.toString(settings.chatMessages()),
                "SAMPLES_DIR", checkout.samples().toString(),
                "CUSTOMERS", DemoData.people(home).toString()));
        environment.putAll(Map.of(
                "MESSAGE_TABLE", Names.TABLE,
                "PHOTO_BUCKET", Names.BUCKET,
                "BROKER_ENDPOINT", rabbit.endpoint().toString(),
                "BROKER_USERNAME", rabbit.username(),
                "BROKER_PASSWORD", rabbit.password(),
                "BILLING_URL", Doors.url(doors.billing()),
                "BILLING_API_KEY", credentials.adminKey()));
        var program = new Jvms.Program(
                "simulator",
                "localstack/simulator",
                "org.meterline.simulator.TwilioSimulator",
                Math.max(128, settings.chatMessages() / 200),
                QUICK_ANSWERS,
                List.of());
        return jvms.part(
                program, environment, doors.simulator(), () -> probe.answers(Doors.url(doors.simulator()) + "/health"));
    }

    private String gatewayPlan() {
        var shared = cloud("lambdas");
        shared.putAll(Watching.environment(System.getenv()));
        var addresses = new Addresses(
                broker("lambdas"), Doors.url(doors.webhooks()), Doors.url(doors.simulator()), Doors.url(doors.media()));
        var plan = new HostPlan(
                doors.webhooks(),
                doors.gatewayControl(),
                Checkout.java(),
                checkout.lambdaRuntime(),
                url("http", "lambdas", "sqs", engines.aws().sqs().getPort()),
                new Lambdas(settings.pace(), addresses, shared)
                        .all().stream().map(this::placed).toList());
        try {
            return JSON.writeValueAsString(plan);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private HostPlan.Function placed(Lambda lambda) {
        return new HostPlan.Function(
                lambda,
                checkout.classPath(lambda.module()),
                settings.classArchives() ? home.archive(lambda.name()) : null,
                home.log(lambda.name()));
    }

    /** What the AWS SDK is told, by the lines of one part. */
    private TreeMap<String, String> cloud(String from) {
        var aws = engines.aws();
        var environment = new TreeMap<>(aws.environment());
        Map.of("DYNAMODB", aws.dynamoDb(), "S3", aws.s3(), "SQS", aws.sqs())
                .forEach((service, endpoint) -> environment.put(
                        "AWS_ENDPOINT_URL_" + service,
                        url("http", from, service.toLowerCase(Locale.ROOT), endpoint.getPort())));
        return environment;
    }

    /** A broker of somebody else's is reached as it says, never by a line. */
    private String broker(String from) {
        var rabbit = engines.rabbit();
        var endpoint = rabbit.endpoint();
        return rabbit.process().isPresent() ? url("amqp", from, "rabbitmq", endpoint.getPort()) : endpoint.toString();
    }

    private String url(String scheme, String from, String to, int port) {
        return scheme + "://127.0.0.1:" + lines.portFor(from, to, port);
    }
}
