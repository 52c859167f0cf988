package org.meterline.stack.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.meterline.operations.deployment.LocalStores;
import org.meterline.stack.supervisor.Checkout;
import org.meterline.stack.supervisor.DemoData;
import org.meterline.stack.supervisor.Home;
import org.meterline.stack.supervisor.Progress;
import org.meterline.stack.supervisor.RunningStack;
import org.meterline.stack.supervisor.StartException;

/**
 * The system in containers: LocalStack runs the lambdas that the SAM template names, compose everything else. It goes on after
 * the command that started it has ended; the notes that it leaves in its state directory lead the other commands to it.
 */
public final class DockerStack {

    /** Where its passwords and notes are, in the system's state directory. */
    private static final String FOLDER = "docker";

    private static final String NOTE = "run/stack.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNIX = "unix://";
    private static final String REGION = "eu-central-1";

    private final Checkout checkout;
    private final Home home;
    private final Progress progress;
    private final Ports ports;
    private final Passwords passwords;

    public DockerStack(Checkout checkout, Home home, Progress progress) {
        this.checkout = checkout;
        this.home = homeOf(home);
        this.progress = progress;
        this.ports = Ports.from(System.getenv());
        this.passwords = Passwords.of(this.home);
    }

    /** What runs in containers, by the notes in a state directory; empty when its chat does not answer. */
    public static Optional<RunningStack> running(Home home) {
        var note = homeOf(home).file(NOTE);
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        try {
            var running = JSON.readValue(note.toFile(), RunningStack.class);
            return answers(URI.create(running.urls().get("chat"))) ? Optional.of(running) : Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + note, failure);
        }
    }

    /** Where its stores are; empty when it never ran. */
    public static Optional<LocalStores> stores(Home home) {
        return LocalStores.read(homeOf(home).file(LocalStores.FILE));
    }

    /** Starts it and returns where things are, by what they are. @throws StartException with words that a person can act on */
    public Map<String, String> up() throws InterruptedException {
        checkIsBuilt();
        docker().check("compose", "version");
        sam().check("--version");
        step("containers", () -> compose("up", "--detach", "--build", "--wait", "--wait-timeout", "300"));
        step("lambdas, queues, table and bucket", this::deploy);
        step(
                "demo utilities, customers and meters",
                () -> new DemoData(home, ports.billing(), passwords.adminKey()).plant());
        var urls = urls();
        home.writePrivate(LocalStores.FILE, json(new ContainerStores(ports, passwords).note(home)));
        home.writePrivate(NOTE, json(new RunningStack(0, "", passwords.adminKey(), urls)));
        return urls;
    }

    /** Ends it; what is in volumes stays, what LocalStack holds does not. */
    public void down() throws InterruptedException {
        compose("down");
    }

    /** Ends it, and forgets all that it kept. */
    public void forget() throws InterruptedException {
        compose("down", "--volumes");
    }

    private void deploy() throws InterruptedException {
        var parameters = home.writePrivate("parameters.yaml", json(parameters()));
        sam().run(
                        "deploy",
                        "--config-file",
                        checkout.root().resolve("localstack/samconfig.toml").toString(),
                        "--template-file",
                        checkout.root().resolve("localstack/template.yaml").toString(),
                        "--parameter-overrides",
                        "file://" + parameters);
    }

    private Map<String, String> parameters() {
        return new TreeMap<>(Map.of("BrokerPassword", passwords.broker(), "TwilioAccounts", passwords.twilioJson()));
    }

    private void compose(String... arguments) throws InterruptedException {
        var environment = home.writePrivate("compose.env", passwords.compose() + ports.compose());
        var file = checkout.root().resolve("localstack/compose.yaml");
        docker().run(Stream.concat(
                        Stream.of("compose", "--env-file", environment.toString(), "--file", file.toString()),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    private Tool docker() {
        return new Tool(
                "docker", "Docker with compose is at https://docs.docker.com/get-docker/", checkout.root(), socket());
    }

    /** LocalStack starts its lambdas at the engine that we talk to, wherever that listens. */
    private static Map<String, String> socket() {
        var engine = System.getenv().getOrDefault("DOCKER_HOST", "");
        return engine.startsWith(UNIX) && System.getenv("DOCKER_SOCKET") == null
                ? Map.of("DOCKER_SOCKET", engine.substring(UNIX.length()))
                : Map.of();
    }

    private Tool sam() {
        return new Tool(
                "sam",
                "AWS SAM's command line is 'pip install aws-sam-cli'",
                checkout.root().resolve("localstack"),
                Map.of(
                        "AWS_ENDPOINT_URL", ports.url(ports.localstack()),
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test",
                        "AWS_DEFAULT_REGION", REGION,
                        "SAM_CLI_TELEMETRY", "0"));
    }

    private Map<String, String> urls() {
        var urls = new LinkedHashMap<String, String>();
        urls.put("chat", ports.url(ports.chat()) + "/");
        urls.put("console", ports.url(ports.billing()) + "/console");
        urls.put("api", ports.url(ports.billing()) + "/api");
        urls.put("health", ports.url(ports.billing()) + "/health");
        urls.put("webhooks", ports.url(ports.localstack()) + "/_aws/execute-api/meterline/live");
        urls.put("rabbitmq", ports.url(ports.brokerPage()));
        return urls;
    }

    private void checkIsBuilt() {
        for (var made : new String[] {
            "ingest-lambda/target/ingest-lambda-lambda.zip",
            "ocr-lambda/target/ocr-lambda-lambda.zip",
            "billing-service/target/billing-service.jar",
            "localstack/simulator/target/simulator.jar"
        }) {
            if (!Files.exists(checkout.root().resolve(made))) {
                throw new StartException(made + " is missing: run './mvnw package -DskipTests'");
            }
        }
    }

    private void step(String what, Step step) throws InterruptedException {
        var since = System.nanoTime();
        step.run();
        progress.ready(what, since);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    private static Home homeOf(Home home) {
        return new Home(home.root().resolve(FOLDER));
    }

    private static boolean answers(URI url) {
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            return socket.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
