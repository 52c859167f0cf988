package org.meterline.stack.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that a person would call, called by a test: with a limit, and with what it said when it goes wrong. */
final class Program {

    private final Path folder;
    private final Map<String, String> environment;

    Program(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** What a program ended with, and what it said. */
    record Ended(int exit, String said) {
        Ended well() {
            assertThat(exit).as(said).isZero();
            return this;
        }
    }

    Ended run(Duration limit, String... command) throws IOException, InterruptedException {
        var output = Files.createTempFile("said", ".txt");
        var process = builder(command).redirectOutput(output.toFile()).start();
        try {
            process.getOutputStream().close();
            assertThat(process.waitFor(limit.toSeconds(), TimeUnit.SECONDS))
                    .as("'%s' ends within %s; it said %s", String.join(" ", command), limit, Files.readString(output))
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }

    /** Starts one that goes on; whoever starts it ends it. */
    Process start(Path output, String... command) throws IOException {
        return builder(command).redirectOutput(output.toFile()).start();
    }

    /** Whether there is such a program, and it ends well. */
    boolean works(String... command) throws InterruptedException {
        try {
            return run(Duration.ofSeconds(60), command).exit() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private ProcessBuilder builder(String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder;
    }
}
