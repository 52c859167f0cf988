package org.meterline.stack.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.stack.storm.SmallStorm;
import org.meterline.stack.supervisor.Credentials;
import org.meterline.stack.supervisor.Home;

/**
 * The road end to end where AWS is emulated by LocalStack: SAM deploys, compose runs the rest, photos are answered, a container dies, and
 * nothing is lost. One system for all tests, in their order, because it takes a minute or two to come up.
 */
@Tag("docker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DockerRoadIT {

    private static final Path ROOT = Path.of(System.getProperty("meterline.root"));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SHORT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final Duration TWO_RECONCILIATIONS = Duration.ofMinutes(13);
    private static final String ACCOUNT = "AC00000000000000000000000000000001";
    private static final String FROM_SAM = "http://127.0.0.1:3000";

    private final Program docker = new Program(ROOT, Map.of());
    private final Map<String, String> ports = new TreeMap<>();
    private Path home = Path.of("not yet");
    private long stepNanos;

    @BeforeAll
    void comesUp(@TempDir Path folder) throws Exception {
        assumeTrue(docker.works("docker", "version"), "skipped: no Docker engine answers");
        assumeTrue(sam().works("sam", "--version"), "skipped: there is no 'sam' on the path");
        home = folder;
        for (var door : new String[] {
            "LOCALSTACK_PORT", "BROKER_PORT", "BROKER_PAGE_PORT", "DATABASE_PORT", "BILLING_PORT", "CHAT_PORT"
        }) {
            ports.put(door, Integer.toString(freePort())); // another system may run here
        }
        Files.write(ROOT.resolve("localstack/stack/target/built"), new byte[0]); // by the build that runs this
        var up = meterline(LONG, "up", "--docker", "--fresh").well().said();
        up.lines().filter(line -> line.contains("eady in ")).forEach(System.out::println);
        until(
                "a lambda has started in Twilio's time",
                LONG,
                () -> meterline(SHORT, "send", "--text", "hello").exit() == 0);
    }

    @AfterAll
    void goesDown() throws Exception {
        if (Files.isDirectory(home.resolve("docker"))) {
            meterline(SHORT, "down", "--docker", "--fresh");
        }
    }

    @BeforeEach
    void stepBegins() {
        stepNanos = System.nanoTime();
    }

    @AfterEach
    void stepEnds(TestInfo step) {
        System.out.printf(Locale.ROOT, "== %s: %.0f s%n", step.getDisplayName(), (System.nanoTime() - stepNanos) / 1e9);
    }

    @Test
    @Order(1)
    void everyContainerIsHealthy() throws Exception {
        System.out.println(compose("ps").well().said());
        var states = compose("ps", "--all", "--format", "{{.Service}} {{.Health}}")
                .well()
                .said();
        assertThat(states.strip().lines())
                .containsExactlyInAnyOrder(
                        "localstack healthy",
                        "rabbitmq healthy",
                        "postgres healthy",
                        "billing healthy",
                        "simulator healthy");
    }

    @Test
    @Order(2)
    void theTemplateIsValidAndBuilds() throws Exception {
        assertThat(sam().run(SHORT, "sam", "validate", "--lint").well().said()).contains("is a valid SAM Template");
        assertThat(sam().run(
                                SHORT,
                                "sam",
                                "build",
                                "--build-dir",
                                home.resolve("sam").toString())
                        .well()
                        .said())
                .contains("Build Succeeded");
    }

    @Test
    @Order(3)
    void localStackGetsWhatItsLambdasNeedOnAUsersMachine() throws Exception {
        var config = JSON.readTree(compose("config", "--format", "json").well().said());
        var localstack = config.at("/services/localstack");
        assertThat(localstack.at("/environment/LAMBDA_DOCKER_NETWORK").asText())
                .isEqualTo(config.at("/networks/meterline/name").asText());
        assertThat(localstack.path("volumes").findValuesAsText("target")).contains("/var/run/docker.sock");
        for (var service : config.path("services")) {
            for (var port : service.path("ports")) {
                assertThat(port.path("host_ip").asText()).isEqualTo("127.0.0.1");
            }
        }
        for (var service : new String[] {"billing", "simulator"}) {
            config.at("/services/" + service + "/environment").properties().stream()
                    .filter(variable -> !variable.getKey().equals("PUBLIC_BASE_URL"))
                    .forEach(variable -> assertThat(variable.getValue().asText())
                            .as(variable.getKey())
                            .doesNotContain("localhost", "//127."));
        }
    }

    @Test
    @Order(4)
    void photosAreAnswered() throws Exception {
        for (var photo : new String[] {"drum-electricity.jpg", "lcd-electricity.jpg", "gas-real-02677.jpg"}) {
            var sent = meterline(LONG, "send", "ocr-lambda/src/main/samples/" + photo, "--timeout", "240");
            assertThat(sent.well().said()).contains("verdict    ACCEPTED");
        }
    }

    @Test
    @Order(5)
    void theTourIsTrue() throws Exception {
        assumeTrue(docker.works("python3", "-c", "import venv, ensurepip"), "skipped: there is no Python with venv");
        assumeTrue(docker.works("curl", "--json", "{}", "--version"), "skipped: there is no curl that knows --json");
        var page = TourPage.read(TourPageTest.PAGE);
        var script = Files.writeString(home.resolve("tour.sh"), page.script());
        var toured = new Program(ROOT, Map.of("METERLINE_HOME", home.toString())).run(LONG, "bash", script.toString());
        System.out.println(toured.well().said());
        var printed = page.printed(toured.said());
        assertThat(printed).hasSameSizeAs(page.steps());
        for (var i = 0; i < printed.size(); i++) {
            var step = page.steps().get(i);
            assertThat(step.isTold(printed.get(i)))
                    .as("'%s' says\n%s\nand the page\n%s", step.title(), printed.get(i), step.says())
                    .isTrue();
        }
    }

    @Test
    @Order(6)
    void threeHundredMessagesSurviveTheEndOfBilling() throws Exception {
        var storm = new SmallStorm(
                URI.create("http://127.0.0.1:" + ports.get("CHAT_PORT")),
                URI.create("http://127.0.0.1:" + ports.get("LOCALSTACK_PORT") + "/_aws/execute-api/meterline/live"),
                ROOT.resolve("ocr-lambda/src/main/samples"));
        storm.rage(300, () -> {
            docker.run(SHORT, "docker", "kill", "meterline-billing-1").well();
            docker.run(SHORT, "docker", "start", "meterline-billing-1").well();
        });
        until(
                "everything is at rest and accounted for",
                TWO_RECONCILIATIONS,
                () -> meterline(SHORT, "audit").exit() == 0);
    }

    @Test
    @Order(7)
    void samServesTheDoorAlone() throws Exception {
        var log = Files.createTempFile("sam", ".log");
        var serving = samInTheNetwork()
                .start(log, "sam", "local", "start-api", "--docker-network", "meterline", "--port", "3000");
        try {
            until("sam listens", SHORT, () -> Files.readString(log).contains("Running on"));
            var form = new TreeMap<>(Map.of(
                    "AccountSid", ACCOUNT,
                    "MessageSid", "SM000000000000000000000000000000a7",
                    "From", "whatsapp:+447700900123",
                    "To", "whatsapp:+14155238886",
                    "Body", "hello",
                    "NumMedia", "0"));
            var twilio = new TwilioCalls(FROM_SAM + "/webhooks/twilio/whatsapp", SHORT);
            var signature = twilio.signature(form, token());
            until("sam's lambda starts in its own time", LONG, () -> twilio.post(form, signature) == 200);
            until("a forged call is refused", LONG, () -> {
                var status = twilio.post(form, "nonsense");
                assertThat(status).isNotEqualTo(200);
                return status == 403;
            });
        } finally {
            System.out.println(read(log));
            serving.descendants().forEach(ProcessHandle::destroy);
            serving.destroy();
            Files.deleteIfExists(log);
        }
    }

    @Test
    @Order(8)
    void samInvokesOneFunction() throws Exception {
        var swept = samInTheNetwork()
                .run(LONG, "sam", "local", "invoke", "SweepFunction", "--docker-network", "meterline")
                .well();

        assertThat(swept.said()).contains("REPORT RequestId").doesNotContain("errorType");
    }

    private static Program samInTheNetwork() {
        var environment = new HashMap<>(samEnvironment());
        environment.put("DOCKER_NETWORK", "meterline");
        return new Program(ROOT.resolve("localstack"), environment);
    }

    private String token() throws IOException {
        return JSON.readTree(Credentials.of(new Home(home.resolve("docker"))).twilioJson())
                .path(ACCOUNT)
                .path(0)
                .asText();
    }

    private Program.Ended compose(String... arguments) throws IOException, InterruptedException {
        var command = Stream.concat(
                Stream.of(
                        "docker",
                        "compose",
                        "--env-file",
                        home.resolve("docker/compose.env").toString(),
                        "--file",
                        "localstack/compose.yaml"),
                Stream.of(arguments));
        return docker.run(SHORT, command.toArray(String[]::new));
    }

    private Program.Ended meterline(Duration limit, String... arguments) throws IOException, InterruptedException {
        var command = new String[arguments.length + 1];
        command[0] = ROOT.resolve("meterline").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        var environment = new TreeMap<>(ports);
        environment.put("METERLINE_HOME", home.toString());
        return new Program(ROOT, environment).run(limit, command);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Program sam() {
        return new Program(ROOT.resolve("localstack"), samEnvironment());
    }

    private static Map<String, String> samEnvironment() {
        return Map.of(
                "AWS_DEFAULT_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "SAM_CLI_TELEMETRY", "0");
    }

    private static void until(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        var end = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited %s until %s", limit, what).isLessThan(end);
            Thread.sleep(POLL);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "nothing";
        }
    }
}
