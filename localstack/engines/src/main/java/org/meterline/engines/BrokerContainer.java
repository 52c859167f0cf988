package org.meterline.engines;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** RabbitMQ in a Docker container whose data is a named volume. The last resort: it needs an engine and an image. */
final class BrokerContainer implements Broker {

    private static final String IMAGE = "rabbitmq:4-management";
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Duration PULL_LIMIT = Duration.ofMinutes(5);
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String USERNAME = "meterline";

    private final StateDirectory state;
    private final Consumer<String> progress;

    BrokerContainer(StateDirectory state, Consumer<String> progress) {
        this.state = state;
        this.progress = progress;
    }

    /** Whether an engine answers. */
    static boolean isPossible() {
        return RabbitMqSoftware.onPath("docker").isPresent()
                && docker(ANSWER_LIMIT, "version", "--format", "{{.Server.Version}}")
                        .succeeded();
    }

    @Override
    public URI endpoint() {
        return URI.create("amqp://127.0.0.1:" + state.remembered("port", () -> Integer.toString(Ports.free())));
    }

    @Override
    public String username() {
        return USERNAME;
    }

    @Override
    public String password() {
        return state.remembered("password", () -> UUID.randomUUID().toString());
    }

    @Override
    public void start() {
        if (isReady()) {
            return;
        }
        var unused = docker(ANSWER_LIMIT, "rm", "--force", container());
        progress.accept("starting " + IMAGE + " in Docker (the first time, it is fetched)");
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "rabbitmq-container-ends"));
        var run = docker(
                PULL_LIMIT,
                "run",
                "--detach",
                "--name=" + container(),
                "--hostname=meterline", // the node's name, and with it the place of its data
                "--publish=127.0.0.1:" + state.rememberedPort("port") + ":5672",
                "--volume=" + container() + ":/var/lib/rabbitmq",
                "--env=RABBITMQ_DEFAULT_USER=" + USERNAME,
                "--env=RABBITMQ_DEFAULT_PASS=" + password(),
                IMAGE);
        if (!run.succeeded()) {
            throw new EngineException("Docker did not start " + IMAGE + ": " + run.output());
        }
        awaitReady();
    }

    @Override
    public boolean isReady() {
        return AmqpDoor.isOpen(endpoint());
    }

    @Override
    public void kill() {
        var unused = docker(ANSWER_LIMIT, "kill", container());
    }

    @Override
    public void erase() {
        stop();
        var unused = docker(ANSWER_LIMIT, "volume", "rm", "--force", container());
    }

    @Override
    public void stop() {
        var unused = docker(START_LIMIT, "stop", container());
        var unusedToo = docker(ANSWER_LIMIT, "rm", "--force", container());
    }

    private String container() {
        return "meterline-rabbitmq-"
                + state.remembered("container", () -> UUID.randomUUID().toString());
    }

    private void awaitReady() {
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > deadline) {
                throw new EngineException("RabbitMQ is not ready after " + START_LIMIT.toSeconds()
                        + " s; see docker logs " + container());
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new EngineException("interrupted while starting RabbitMQ", interrupted);
            }
        }
    }

    private static Command.Result docker(Duration limit, String... arguments) {
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return Command.run(Path.of("."), limit, command);
    }
}
