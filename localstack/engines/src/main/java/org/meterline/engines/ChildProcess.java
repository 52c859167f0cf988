package org.meterline.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One process of an engine, noted in a file with its number and its start, so that it is recognised and ended even after the
 * JVM that started it was killed. It ends with this JVM otherwise.
 */
final class ChildProcess {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2); // it is counted from a boot time that drifts
    private static final Path NOTHING = Path.of("/dev/null");

    private final String name;
    private final Path noteFile;
    private final Path logFile;
    private @Nullable ProcessHandle process;
    private @Nullable Thread shutdownHook;

    ChildProcess(String name, StateDirectory state) {
        this.name = name;
        this.noteFile = state.resolve(name + ".pid");
        this.logFile = state.resolve(name + ".log");
    }

    /** Starts it, its output appended to a file. The state must be claimed: what an earlier owner left is ended first. */
    synchronized void start(ProcessBuilder builder) {
        orphan().ifPresent(Processes::killTree);
        try {
            var log = ProcessBuilder.Redirect.appendTo(logFile.toFile());
            var started = builder.redirectErrorStream(true)
                    .redirectOutput(log)
                    .redirectInput(ProcessBuilder.Redirect.from(NOTHING.toFile()))
                    .start()
                    .toHandle();
            process = started;
            Files.writeString(noteFile, started.pid() + " " + startOf(started));
            shutdownHook = new Thread(() -> Processes.stopTree(started, STOP_LIMIT), name + "-ends");
            Runtime.getRuntime().addShutdownHook(shutdownHook);
        } catch (IOException failure) {
            throw new EngineException("cannot start " + name + ": " + failure.getMessage(), failure);
        }
    }

    synchronized Optional<ProcessHandle> handle() {
        return Optional.ofNullable(process).filter(ProcessHandle::isAlive);
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    synchronized void kill() {
        if (process != null) {
            Processes.killTree(process);
        }
        forget();
    }

    synchronized void stop() {
        if (process != null) {
            Processes.stopTree(process, STOP_LIMIT);
        }
        forget();
    }

    /** Ends what an earlier owner of the state left running. */
    synchronized void endOrphan() {
        orphan().ifPresent(Processes::killTree);
    }

    private void forget() {
        process = null;
        try {
            Files.deleteIfExists(noteFile);
            if (shutdownHook != null) {
                Runtime.getRuntime().removeShutdownHook(shutdownHook);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + noteFile, failure);
        } catch (IllegalStateException theJvmIsEnding) {
            return; // then the hooks run anyway
        } finally {
            shutdownHook = null;
        }
    }

    private Optional<ProcessHandle> orphan() {
        try {
            var note = Files.readString(noteFile).strip().split(" ", 2);
            return ProcessHandle.of(Long.parseLong(note[0]))
                    .filter(ProcessHandle::isAlive)
                    // a number alone may belong to somebody else by now
                    .filter(candidate -> Duration.between(startOf(candidate), Instant.parse(note[1]))
                                    .abs()
                                    .compareTo(CLOCK_TOLERANCE)
                            < 0);
        } catch (IOException | RuntimeException noUsableNote) {
            return Optional.empty();
        }
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    /** Waits until the condition holds; fails early when the process ends, and at the limit. */
    void awaitUntil(BooleanSupplier ready, Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (!isAlive()) {
                throw new EngineException(name + " ended while starting; see " + logFile);
            }
            if (System.nanoTime() > deadline) {
                throw new EngineException(name + " is not ready after " + limit.toSeconds() + " s; see " + logFile);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while starting", interrupted);
        }
    }
}
