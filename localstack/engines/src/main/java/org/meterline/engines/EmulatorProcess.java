package org.meterline.engines;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One emulated AWS service: a JVM of its own on the class path of the {@code emulators} module, which is on nobody else's. */
final class EmulatorProcess implements Engine {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final String mainClass;
    private final int heapMegabytes;
    private final Supplier<Map<String, String>> properties;
    private final Predicate<URI> answers;
    private final StateDirectory state;
    private final ChildProcess process;

    EmulatorProcess(
            String name,
            String mainClass,
            int heapMegabytes,
            Path stateDir,
            Supplier<Map<String, String>> properties,
            Predicate<URI> answers) {
        this.name = name;
        this.mainClass = mainClass;
        this.heapMegabytes = heapMegabytes;
        this.properties = properties;
        this.answers = answers;
        this.state = new StateDirectory(stateDir);
        this.process = new ChildProcess("emulator", state);
    }

    @Override
    public String name() {
        return name;
    }

    /** The same at every start, unless somebody took the port meanwhile. */
    URI endpoint() {
        return URI.create("http://127.0.0.1:" + state.remembered("port", () -> Integer.toString(Ports.free())));
    }

    /** Where the emulated service keeps what it was given. */
    Path data() {
        return state.resolve("data");
    }

    /** Makes the state ours and its port certain, before anybody is told of it. */
    synchronized void prepare() {
        state.claim();
        if (!process.isAlive()) {
            process.endOrphan();
            int unused = state.rememberedPort("port");
        }
    }

    @Override
    public synchronized void start() {
        if (process.isAlive()) {
            return;
        }
        prepare();
        Cache.delete(state.resolve("tmp")); // a process that was killed leaves unpacked libraries behind
        process.start(new ProcessBuilder(command()));
        process.awaitUntil(this::isReady, START_LIMIT);
    }

    @Override
    public Optional<ProcessHandle> process() {
        return process.handle();
    }

    @Override
    public boolean isReady() {
        var endpoint = endpoint();
        return process.isAlive() && Ports.answers(endpoint.getPort()) && answers.test(endpoint);
    }

    @Override
    public synchronized void kill() {
        process.kill();
    }

    @Override
    public synchronized void erase() {
        state.claim();
        process.endOrphan();
        process.kill();
        state.clear();
    }

    @Override
    public synchronized void close() {
        process.stop();
        state.release();
    }

    private List<String> command() {
        var built = builtEmulators();
        var libraries = built.resolve("emulators/lib");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // quick to start, small, and in half an hour no slower: what it runs is too
                // wide for the second
                "-Xss512k",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Djava.io.tmpdir=" + state.directory("tmp"),
                "-Demulator.parent=" + ProcessHandle.current().pid(),
                "-Demulator.port=" + endpoint().getPort(),
                "-Demulator.state=" + data()));
        properties.get().forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", built.resolve("classes") + ":" + libraries + "/*", mainClass));
        return command;
    }

    private static Path builtEmulators() {
        var root = System.getProperty("meterline.root");
        if (root == null) {
            throw new EngineException("the system property meterline.root does not say where Meterline's checkout is");
        }
        var built = Path.of(root, "localstack", "emulators", "target");
        if (!Files.isDirectory(built.resolve("emulators/lib"))) {
            throw new EngineException("the emulators are not built: ./mvnw -pl localstack/emulators process-classes");
        }
        return built;
    }
}
