package org.meterline.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A RabbitMQ node of our own: its name, home, cookie, ports and data are private to one state directory, so that it meets no
 * other node of this machine. Client, distribution and port mapper connections are taken on loopback only.
 */
final class BrokerNode implements Broker {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration ORDER_LIMIT = Duration.ofSeconds(60);
    private static final String USERNAME = "meterline";
    private static final String NODE_NAME = "meterline@localhost";

    private final StateDirectory state;
    private final RabbitMqSoftware software;
    private final Consumer<String> progress;
    private final ChildProcess portMapper;
    private final ChildProcess node;

    BrokerNode(StateDirectory state, RabbitMqSoftware software, Consumer<String> progress) {
        this.state = state;
        this.software = software;
        this.progress = progress;
        this.portMapper = new ChildProcess("epmd", state);
        this.node = new ChildProcess("rabbitmq", state);
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
        if (node.isAlive()) {
            return;
        }
        node.endOrphan();
        portMapper.endOrphan();
        int port = state.rememberedPort("port");
        int portMapperPort = state.rememberedPort("epmd.port");
        progress.accept("starting RabbitMQ on port " + port);
        startPortMapper(portMapperPort);
        configure(port);
        node.start(program(portMapperPort));
        node.awaitUntil(this::isReady, START_LIMIT);
    }

    @Override
    public Optional<ProcessHandle> process() {
        return node.handle();
    }

    @Override
    public void tell(String... order) {
        var control = software.server().resolveSibling("rabbitmqctl");
        var command = Stream.concat(Stream.of(control.toString(), "--quiet"), Stream.of(order))
                .toList();
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        state.resolve("rabbitmqctl.log").toFile()));
        describeTo(builder.environment(), Integer.parseInt(state.remembered("epmd.port", () -> "4369")));
        builder.environment().remove("RABBITMQ_DIST_PORT"); // the node's own
        try {
            var running = builder.start();
            if (!running.waitFor(ORDER_LIMIT)) {
                running.destroyForcibly();
                throw new EngineException("rabbitmqctl does not end");
            }
            if (running.exitValue() != 0) {
                throw new EngineException("rabbitmqctl failed; see " + state.resolve("rabbitmqctl.log"));
            }
        } catch (IOException failure) {
            throw new EngineException("cannot run " + control, failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while telling the broker", stopped);
        }
    }

    @Override
    public boolean isReady() {
        return node.isAlive() && AmqpDoor.isOpen(endpoint());
    }

    @Override
    public void kill() {
        node.kill();
        portMapper.kill(); // it still knows the dead node and would refuse the next one its name
    }

    @Override
    public void erase() {
        node.endOrphan();
        portMapper.endOrphan();
        kill();
    }

    @Override
    public void stop() {
        node.stop();
        portMapper.stop();
    }

    /** Ours, so that it ends with us; the one that a node would start by itself outlives everything. */
    private void startPortMapper(int port) {
        if (software.portMapper() != null && !portMapper.isAlive()) {
            var builder = new ProcessBuilder(
                    software.portMapper().toString(), "-address", "127.0.0.1", "-port", Integer.toString(port));
            software.describeTo(builder.environment());
            portMapper.start(builder);
            portMapper.awaitUntil(() -> Ports.answers(port), START_LIMIT);
        }
    }

    private void configure(int port) {
        try {
            Files.writeString(state.resolve("rabbitmq.conf"), """
                    listeners.tcp.1 = 127.0.0.1:%d
                    default_user = %s
                    default_pass = %s
                    loopback_users = none
                    vm_memory_high_watermark.absolute = 400MB
                    disk_free_limit.absolute = 50MB
                    raft.wal_max_size_bytes = 33554432
                    """.formatted(port, USERNAME, password()));
            Files.writeString(state.resolve("enabled_plugins"), "[].\n");
            Files.writeString(state.resolve("rabbitmq-env.conf"), ""); // in place of the system's
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write RabbitMQ's settings", failure);
        }
    }

    private ProcessBuilder program(int portMapperPort) {
        var builder = new ProcessBuilder(software.server().toString());
        describeTo(builder.environment(), portMapperPort);
        return builder;
    }

    private void describeTo(Map<String, String> environment, int portMapperPort) {
        environment.keySet().removeIf(name -> name.startsWith("RABBITMQ_") || name.startsWith("ERL_"));
        environment.remove("NOTIFY_SOCKET");
        software.describeTo(environment);
        environment.put("HOME", state.directory("home").toString());
        environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        environment.put("ERL_EPMD_PORT", Integer.toString(portMapperPort));
        environment.put("RABBITMQ_NODENAME", NODE_NAME);
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(state.rememberedPort("distribution.port")));
        environment.put("RABBITMQ_CONFIG_FILE", state.resolve("rabbitmq.conf").toString());
        environment.put(
                "RABBITMQ_CONF_ENV_FILE", state.resolve("rabbitmq-env.conf").toString());
        environment.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                state.resolve("enabled_plugins").toString());
        environment.put("RABBITMQ_MNESIA_BASE", state.directory("data").toString());
        environment.put("RABBITMQ_LOG_BASE", state.directory("logs").toString());
        environment.put("RABBITMQ_ALLOW_INPUT", "true"); // the script becomes the node instead of watching over it
        environment.put(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                // no shell, deaf to Ctrl-C, on loopback, and idle when it has nothing to do
                "-noinput +B i -kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none");
    }
}
