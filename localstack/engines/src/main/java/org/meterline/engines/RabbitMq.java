package org.meterline.engines;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A real RabbitMQ: the one that {@code RABBITMQ_URL} names (then nothing is started), else a node of our own with the programs
 * found on the path, else with those of the distribution's packages, unpacked into the user's cache, else a container, else an
 * error that says what to install.
 *
 * <p>A confirmed message in a quorum queue survives a kill, once the queue itself is a second old: the broker writes the name
 * of a new queue down late, and a queue whose name is lost stays without a leader (seen on 3.10).
 */
public final class RabbitMq implements Engine {

    private static final String NOWHERE = """
            There is no RabbitMQ to be had here. Any one of these helps:
              Debian, Ubuntu   sudo apt-get install rabbitmq-server    (or let this machine reach its package mirror)
              Fedora, RHEL     sudo dnf install rabbitmq-server
              macOS            brew install rabbitmq
              any              start Docker
              any              RABBITMQ_URL=amqp://user:password@host:5672 of a broker that runs elsewhere""";

    private final StateDirectory state;
    private final Consumer<String> progress;
    private @Nullable Broker broker;

    private RabbitMq(Path stateDir, Consumer<String> progress) {
        this.state = new StateDirectory(stateDir);
        this.progress = progress;
    }

    public static RabbitMq in(Path stateDir) {
        return in(stateDir, line -> {});
    }

    /** With somebody to tell what takes so long: the first start fetches up to 37 MB. */
    public static RabbitMq in(Path stateDir, Consumer<String> progress) {
        return new RabbitMq(stateDir, progress);
    }

    @Override
    public String name() {
        return "RabbitMQ";
    }

    /** {@code amqp://127.0.0.1:port}, with the virtual host as its path when that is not the default one. */
    public URI endpoint() {
        return broker().endpoint();
    }

    public String username() {
        return broker().username();
    }

    public String password() {
        return broker().password();
    }

    @Override
    public synchronized void start() {
        state.claim();
        broker().start();
    }

    @Override
    public Optional<ProcessHandle> process() {
        var chosen = broker;
        return chosen == null ? Optional.empty() : chosen.process();
    }

    /**
     * Tells the node something with {@code rabbitmqctl}, as its operators do.
     *
     * @throws EngineException when it does not do it, or is not a node of our own
     */
    public void tell(String... order) {
        broker().tell(order);
    }

    @Override
    public boolean isReady() {
        var chosen = broker;
        return chosen != null && chosen.isReady();
    }

    @Override
    public synchronized void kill() {
        broker().kill();
    }

    @Override
    public synchronized void erase() {
        state.claim();
        broker().erase();
        state.clear();
    }

    @Override
    public synchronized void close() {
        if (broker != null) {
            broker.stop();
        }
        state.release();
    }

    private synchronized Broker broker() {
        if (broker == null) {
            broker = choose();
        }
        return broker;
    }

    private Broker choose() {
        var url = System.getenv("RABBITMQ_URL");
        if (url != null && !url.isBlank()) {
            return new ForeignBroker(url);
        }
        var installed = RabbitMqSoftware.installed();
        if (installed.isPresent()) {
            return new BrokerNode(state, installed.get(), progress);
        }
        if (RabbitMqPackages.areKnownHere()) {
            var unpacked = new RabbitMqPackages(progress).provide();
            if (unpacked.isPresent()) {
                return new BrokerNode(state, unpacked.get(), progress);
            }
        }
        if (BrokerContainer.isPossible()) {
            return new BrokerContainer(state, progress);
        }
        throw new EngineException(NOWHERE);
    }
}
