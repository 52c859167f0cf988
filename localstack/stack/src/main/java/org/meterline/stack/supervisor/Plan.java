package org.meterline.stack.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.meterline.engines.AwsEmulators;
import org.meterline.engines.Postgres;
import org.meterline.engines.RabbitMq;
import org.meterline.operations.deployment.LocalStores;
import org.meterline.operations.deployment.Login;
import org.meterline.stack.gateway.HostPlan;
import org.meterline.stack.process.ClassArchive;
import org.meterline.stack.process.JavaProcess;

/**
 * Who is told what: the processes of ours with their class paths, ports and settings, made from the engines that run. The names
 * of the settings are those of the deployed services; only the values are local.
 */
final class Plan {

    static final String TABLE = "meterline-messages";
    static final String BUCKET = "meterline-photos";
    static final String QUEUE = "meterline-photos";
    static final String DEAD_QUEUE = "meterline-photos-dead";
    static final String REPLAY_QUEUE = "meterline-replays";
    static final String TWILIO_SECRET = "meterline/twilio";
    static final String BROKER_SECRET = "meterline/broker";
    static final String DATABASE = "meterline";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);

    private final Home home;
    private final Checkout checkout;
    private final Settings settings;
    private final Credentials credentials;
    private final RabbitMq rabbit;
    private final Postgres postgres;
    private final AwsEmulators aws;
    private final Lines lines;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PROBE_LIMIT)
            .build();

    final int billingPort;
    final int doorPort;
    final int gatewayControlPort;
    final int simulatorPort;
    final int cdnPort;
    final int controlPort;

    Plan(
            Home home,
            Checkout checkout,
            Settings settings,
            Credentials credentials,
            RabbitMq rabbit,
            Postgres postgres,
            AwsEmulators aws,
            Lines lines) {
        this.home = home;
        this.checkout = checkout;
        this.settings = settings;
        this.credentials = credentials;
        this.rabbit = rabbit;
        this.postgres = postgres;
        this.aws = aws;
        this.lines = lines;
        var ports = new Ports(home);
        simulatorPort = ports.of("simulator", 8088);
        billingPort = ports.of("billing", 8080);
        doorPort = ports.of("webhooks", 8081);
        cdnPort = ports.of("media", 8082);
        gatewayControlPort = ports.of("gateway-control", 8083);
        controlPort = ports.of("control", 8084);
    }

    /** Where things are, by what they are. */
    Map<String, String> urls() {
        var urls = new LinkedHashMap<String, String>();
        urls.put("chat", url(simulatorPort) + "/");
        urls.put("console", url(billingPort) + "/console");
        urls.put("api", url(billingPort) + "/api");
        urls.put("docs", url(billingPort) + "/openapi/meterline-billing-1.yml");
        urls.put("health", url(billingPort) + "/health");
        urls.put("webhooks", url(doorPort));
        return urls;
    }

    /** Where the stores are, for programs that look into them; straight to the engines, whatever stands before those. */
    LocalStores stores() {
        var secrets = new ArrayList<>(List.of(
                credentials.adminKey(),
                credentials.databasePassword(),
                credentials.controlToken(),
                postgres.ownerPassword(),
                rabbit.password()));
        credentials.twilioTokens().values().forEach(secrets::addAll);
        return new LocalStores(
                aws.environment(),
                TABLE,
                BUCKET,
                QUEUE,
                DEAD_QUEUE,
                REPLAY_QUEUE,
                new Login(postgres.jdbcUrl(DATABASE), postgres.ownerUser(), postgres.ownerPassword()),
                new Login(postgres.jdbcUrl(DATABASE), "meterline_app", credentials.databasePassword()),
                new Login(rabbit.endpoint().toString(), rabbit.username(), rabbit.password()),
                url(billingPort),
                credentials.adminKey(),
                url(simulatorPort),
                List.of(home.logs().toString(), home.file("engines").toString()),
                secrets);
    }

    ProcessPart billing() {
        var environment = cloud("billing");
        environment.putAll(Map.of(
                "DATABASE_URL", url("jdbc:postgresql", "billing", "postgres", postgres.port()) + "/" + DATABASE,
                "DATABASE_USER", "meterline_app",
                "DATABASE_PASSWORD", credentials.databasePassword(),
                "DATABASE_OWNER_USER", postgres.ownerUser(),
                "DATABASE_OWNER_PASSWORD", postgres.ownerPassword(),
                "BROKER_ENDPOINT", broker("billing"),
                "BROKER_USERNAME", rabbit.username(),
                "BROKER_PASSWORD", rabbit.password()));
        environment.putAll(Map.of(
                "MESSAGE_TABLE", TABLE,
                "PHOTO_BUCKET", BUCKET,
                "PHOTO_BUCKET_PATH_STYLE", "true",
                "PUBLIC_BASE_URL", url(doorPort),
                "TWILIO_ACCOUNTS", credentials.twilioJson(),
                "TWILIO_API_ORIGIN", url("http", "billing", "twilio", simulatorPort),
                "HTTP_HOST", "127.0.0.1",
                "HTTP_PORT", Integer.toString(billingPort),
                "BOOTSTRAP_ADMIN_KEY", credentials.adminKey()));
        environment.putAll(Watching.environment(System.getenv()));
        environment.put("DRAIN_UNREADY_FOR", "0s"); // no load balancer has to notice
        var command = java("billing", 384, List.of("--enable-native-access=ALL-UNNAMED"));
        command.addAll(classPathAndMain(checkout.classPath("billing-service"), "org.meterline.BillingService"));
        return part("billing", command, environment, billingPort, answers(url(billingPort) + "/ready"));
    }

    ProcessPart gateway() {
        var planFile = home.writePrivate("run/gateway.json", gatewayPlan());
        var command = java("gateway", 96, List.of("-Dsun.net.httpserver.nodelay=true"));
        command.addAll(
                classPathAndMain(checkout.classPath("localstack/stack"), "org.meterline.stack.gateway.LambdaHost"));
        command.add(planFile.toString());
        return part("gateway", command, Map.of(), doorPort, this::workersAreReady);
    }

    ProcessPart simulator() {
        var environment = new TreeMap<>(aws.environment());
        environment.putAll(Map.of(
                "SIMULATOR_PORT", Integer.toString(simulatorPort),
                "CDN_PORT", Integer.toString(cdnPort),
                "WEBHOOK_BASE_URL", url(doorPort),
                "TWILIO_ACCOUNTS", credentials.twilioJson(),
                "STATE_DIR", home.engine("simulator").toString(),
                "MESSAGES_MAX", Integer.toString(settings.chatMessages()),
                "SAMPLES_DIR", checkout.samples().toString(),
                "CUSTOMERS", DemoData.people(home).toString()));
        environment.putAll(Map.of(
                "MESSAGE_TABLE", TABLE,
                "PHOTO_BUCKET", BUCKET,
                "BROKER_ENDPOINT", rabbit.endpoint().toString(),
                "BROKER_USERNAME", rabbit.username(),
                "BROKER_PASSWORD", rabbit.password(),
                "BILLING_URL", url(billingPort),
                "BILLING_API_KEY", credentials.adminKey()));
        var command = java(
                "simulator",
                Math.max(128, settings.chatMessages() / 200),
                List.of("-Dsun.net.httpserver.nodelay=true"));
        command.addAll(classPathAndMain(
                checkout.classPath("localstack/simulator"), "org.meterline.simulator.TwilioSimulator"));
        return part("simulator", command, environment, simulatorPort, answers(url(simulatorPort) + "/health"));
    }

    /** What the gateway says of its functions' workers, as JSON; empty while it does not answer. */
    JsonNode workers() {
        try {
            return JSON.readTree(get(url(gatewayControlPort) + "/workers").body());
        } catch (IOException notThere) {
            return JSON.createObjectNode();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return JSON.createObjectNode();
        }
    }

    void freezeIdleWorkers(boolean frozen) {
        var request = HttpRequest.newBuilder(URI.create(url(gatewayControlPort) + "/frozen/" + frozen))
                .timeout(PROBE_LIMIT)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException failure) {
            throw new UncheckedIOException("the gateway does not answer", failure);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean workersAreReady() {
        return workers().path("ready").asBoolean();
    }

    private String gatewayPlan() {
        var shared = cloud("lambdas");
        shared.putAll(Map.of(
                "MESSAGE_TABLE", TABLE,
                "PHOTO_BUCKET", BUCKET,
                "PHOTO_BUCKET_PATH_STYLE", "true",
                "BROKER_ENDPOINT", broker("lambdas"),
                "BROKER_SECRET_ID", BROKER_SECRET));
        shared.putAll(Watching.environment(System.getenv()));
        var ingest = new TreeMap<>(shared);
        ingest.putAll(Map.of(
                "PUBLIC_BASE_URL", url(doorPort),
                "TWILIO_SECRET_ID", TWILIO_SECRET,
                "TWILIO_API_ORIGIN", url(simulatorPort),
                "MEDIA_REDIRECT_ORIGINS", url(cdnPort)));
        var receivers = settings.receivers();
        var readers = settings.readers();
        var functions = List.of(
                function("ingest", "ingest-lambda", "org.meterline.ingest.WebhookHandler", ingest, 192)
                        .with(receivers, receivers, 20)
                        .webhooks(),
                function("ocr", "ocr-lambda", "org.meterline.ocr.MeterPhotoHandler", shared, 512)
                        .with(1, readers, 30)
                        .queue(QUEUE),
                function("sweep", "ingest-lambda", "org.meterline.ingest.SweepHandler", ingest, 192)
                        .with(0, 1, 60)
                        .every(settings.sweepSeconds()),
                function("reconcile", "ingest-lambda", "org.meterline.ingest.ReconcileHandler", ingest, 192)
                        .with(0, 1, 60)
                        .every(settings.reconcileSeconds()),
                function("replay", "ingest-lambda", "org.meterline.ingest.ReplayHandler", ingest, 192)
                        .with(0, 1, 60)
                        .queue(REPLAY_QUEUE),
                function("dead", "ocr-lambda", "org.meterline.ocr.DeadPhotoHandler", shared, 256)
                        .with(0, 1, 30)
                        .queue(DEAD_QUEUE));
        var plan = new HostPlan(
                doorPort,
                gatewayControlPort,
                Checkout.java(),
                checkout.lambdaRuntime(),
                url("http", "lambdas", "sqs", aws.sqs().getPort()),
                functions.stream().map(FunctionPlan::done).toList());
        try {
            return JSON.writeValueAsString(plan);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What the AWS SDK is told, by the lines of one part. */
    private TreeMap<String, String> cloud(String from) {
        var environment = new TreeMap<>(aws.environment());
        Map.of("DYNAMODB", aws.dynamoDb(), "S3", aws.s3(), "SQS", aws.sqs())
                .forEach((service, endpoint) -> environment.put(
                        "AWS_ENDPOINT_URL_" + service,
                        url("http", from, service.toLowerCase(Locale.ROOT), endpoint.getPort())));
        return environment;
    }

    /** A broker of somebody else's is reached as it says, never by a line. */
    private String broker(String from) {
        var endpoint = rabbit.endpoint();
        return rabbit.process().isPresent() ? url("amqp", from, "rabbitmq", endpoint.getPort()) : endpoint.toString();
    }

    private String url(String scheme, String from, String to, int port) {
        return scheme + "://127.0.0.1:" + lines.portFor(from, to, port);
    }

    private FunctionPlan function(
            String name, String module, String handlerClass, Map<String, String> environment, int memoryMegabytes) {
        return new FunctionPlan(new HostPlan.Function(
                name,
                handlerClass + "::handleRequest",
                checkout.classPath(module),
                environment,
                settings.classArchives() ? home.archive(name) : null,
                memoryMegabytes,
                30,
                0,
                1,
                home.log(name),
                false,
                null,
                0));
    }

    /** A function under construction. */
    private record FunctionPlan(HostPlan.Function done) {
        FunctionPlan with(int workersMin, int workersMax, int timeoutSeconds) {
            return changed(timeoutSeconds, workersMin, workersMax, done.webhooks(), done.queue(), done.everySeconds());
        }

        FunctionPlan webhooks() {
            return changed(done.timeoutSeconds(), done.workersMin(), done.workersMax(), true, done.queue(), 0);
        }

        FunctionPlan queue(String queue) {
            return changed(done.timeoutSeconds(), done.workersMin(), done.workersMax(), false, queue, 0);
        }

        FunctionPlan every(int seconds) {
            return changed(done.timeoutSeconds(), done.workersMin(), done.workersMax(), false, null, seconds);
        }

        private FunctionPlan changed(
                int timeoutSeconds,
                int workersMin,
                int workersMax,
                boolean webhooks,
                @Nullable String queue,
                int everySeconds) {
            return new FunctionPlan(new HostPlan.Function(
                    done.name(),
                    done.handler(),
                    done.classPath(),
                    done.environment(),
                    done.archive(),
                    done.memoryMegabytes(),
                    timeoutSeconds,
                    workersMin,
                    workersMax,
                    done.log(),
                    webhooks,
                    queue,
                    everySeconds));
        }
    }

    private ProcessPart part(
            String name, List<String> command, Map<String, String> environment, int port, BooleanSupplier probe) {
        return new ProcessPart(
                name, new JavaProcess(command, environment, home.log(name), home.pidFile(name)), port, probe);
    }

    /** Small JVMs that start quickly: serial collector, class archive, and the first compiler only. */
    private List<String> java(String name, int heapMegabytes, List<String> flags) {
        var command = new ArrayList<String>();
        command.add(Checkout.java().toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        if (settings.classArchives()) {
            command.addAll(ClassArchive.flags(home.archive(name)));
        }
        command.addAll(flags);
        return command;
    }

    private static List<String> classPathAndMain(List<String> classPath, String main) {
        return List.of("-classpath", String.join(":", classPath), main);
    }

    private BooleanSupplier answers(String url) {
        return () -> {
            try {
                return get(url).statusCode() == 200;
            } catch (IOException notThere) {
                return false;
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(url)).timeout(PROBE_LIMIT).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
