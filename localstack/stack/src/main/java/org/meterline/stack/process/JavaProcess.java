package org.meterline.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A JVM of its own that runs one artefact. Of this machine's environment it gets only what programs need to find their way;
 * everything else is said explicitly.
 */
public final class JavaProcess {

    private static final List<String> INHERITED = List.of("PATH", "HOME", "USER", "TMPDIR", "LANG", "LC_ALL");
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final long LOG_MAX_BYTES = 10L * 1024 * 1024;

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private final PidFile pidFile;
    private @Nullable Process process;

    /**
     * A process that does not run yet.
     *
     * @param command the program and its arguments
     * @param environment its settings
     * @param log where it writes; started anew when it has grown beyond 10 MB
     */
    public JavaProcess(List<String> command, Map<String, String> environment, Path log, PidFile pidFile) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
        this.pidFile = pidFile;
    }

    public synchronized void start() {
        if (isAlive()) {
            return;
        }
        pidFile.process().ifPresent(JavaProcess::endTree);
        try {
            rollLog();
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().clear();
            builder.environment().putAll(inherited());
            builder.environment().putAll(environment);
            process = builder.start();
            pidFile.write(process.toHandle());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), failure);
        }
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Its number while it runs. */
    public synchronized Optional<Long> pid() {
        return process != null && process.isAlive() ? Optional.of(process.pid()) : Optional.empty();
    }

    /** Ends it as {@code kill -9} does; its children are left to notice. */
    public synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
            await(process.toHandle());
        }
    }

    /** Asks it to end, waits, and ends what is left of it and its children. */
    public synchronized void stop() {
        if (process != null) {
            endTree(process.toHandle());
        }
        pidFile.delete();
    }

    /** Ends a process and its children: politely first. */
    public static void endTree(ProcessHandle root) {
        var children = root.descendants().toList();
        root.destroy();
        if (!await(root)) {
            root.destroyForcibly();
            await(root);
        }
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(JavaProcess::await);
    }

    private static boolean await(ProcessHandle process) {
        try {
            process.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stubborn) {
            return false;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void rollLog() throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        if (Files.exists(log) && Files.size(log) > LOG_MAX_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Map<String, String> inherited() {
        var inherited = new TreeMap<String, String>();
        for (var name : INHERITED) {
            var value = System.getenv(name);
            if (value != null) {
                inherited.put(name, value);
            }
        }
        return inherited;
    }
}
