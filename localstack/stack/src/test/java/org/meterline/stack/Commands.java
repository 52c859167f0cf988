package org.meterline.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.meterline.stack.supervisor.Checkout;

/** The program as a person calls it, each command a process of its own. */
final class Commands {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Path root = Path.of(System.getProperty("meterline.root"));
    private final Path folder;
    private final Map<String, String> environment;

    /** @param folder where it may write what commands say */
    Commands(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** What a command said and ended with. */
    record Said(int exitCode, String text) {}

    /** Runs a command to its end, in an environment that says more, or something else. */
    Said run(Map<String, String> more, String... arguments) throws Exception {
        var log = Files.createTempFile(folder, "command", ".log");
        var command = start(log, more, arguments);
        if (!command.waitFor(LIMIT)) {
            command.destroyForcibly();
            throw new AssertionError("'" + String.join(" ", arguments) + "' does not end: " + Files.readString(log));
        }
        return new Said(command.exitValue(), Files.readString(log));
    }

    /** Starts one that goes on; whoever starts it ends it. */
    Process start(Path log, Map<String, String> more, String... arguments) throws IOException {
        var stackJar = root.resolve("localstack/stack/target/stack.jar");
        var libraries = root.resolve("localstack/stack/target/lib/*");
        var command = new ArrayList<>(List.of(
                Checkout.java().toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dmeterline.root=" + root,
                "-classpath",
                stackJar + ":" + libraries,
                "org.meterline.stack.Meterline"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        return builder.start();
    }
}
