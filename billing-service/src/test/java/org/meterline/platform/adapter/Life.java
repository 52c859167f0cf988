package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.meterline.platform.ServiceUnderTest;

/** One process of the service, from its start to its end. What it says is kept in a file. */
final class Life implements AutoCloseable {

    private static final long LIMIT_SECONDS = 120;

    private final Process process;
    private final Path log;

    private Life(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a main class with the class path of this test. */
    static Life of(Class<?> main, Path log, Map<String, String> environment, Map<String, String> properties) {
        return of(main, log, environment, properties, List.of("-Xshare:auto"), System.getProperty("java.class.path"));
    }

    /** Likewise, with a class path and options of the JVM of its own. */
    static Life of(
            Class<?> main,
            Path log,
            Map<String, String> environment,
            Map<String, String> properties,
            List<String> options,
            String classPath) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-classpath", classPath, main.getName()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new Life(builder.start(), log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Tells a {@link DyingService} to begin, once it is ready. */
    void begin() {
        awaitWords(DyingService.READY);
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Lets a {@link DyingService} end in good order. */
    void letGo() {
        try {
            process.getOutputStream().close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        assertThat(exitCode()).as(log()).isZero();
    }

    /** Where a {@link DyingService} answers; empty before it has begun to. */
    Optional<URI> uri() {
        return log().lines()
                .filter(line -> line.startsWith(DyingService.ANSWERS_AT))
                .map(line -> URI.create(line.substring(DyingService.ANSWERS_AT.length())))
                .findFirst();
    }

    void awaitWords(String words) {
        ServiceUnderTest.awaitThat("a process that says " + words, () -> {
            assertThat(process.isAlive()).as("it lives; it said:%n%s", log()).isTrue();
            return log().contains(words);
        });
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it ends by itself within a time. */
    boolean isGoneWithin(Duration limit) {
        try {
            return process.waitFor(limit);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /** Asks it to end, as the system does. */
    void terminate() {
        process.destroy();
    }

    /** What it ends with, by itself. */
    int exitCode() {
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("it ends; it said:%n%s", log())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /** The steps that it did, in order, each once. */
    List<String> steps() {
        return log().lines()
                .filter(line -> line.startsWith(Steps.MARK))
                .map(line -> line.substring(Steps.MARK.length()))
                .distinct()
                .toList();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
