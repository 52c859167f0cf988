package org.meterline.engines;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Ends processes with all that they started. */
final class Processes {

    private static final long WAIT_SECONDS = 10;

    private Processes() {}

    /** As {@code kill -9}, the process first so that it starts nothing new; returns when all are gone. */
    static void killTree(ProcessHandle process) {
        var descendants = process.descendants().toList();
        var all = Stream.concat(Stream.of(process), descendants.stream()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(all);
    }

    /** Asks the process to end (SIGTERM), waits up to the limit, then kills what is left of it and its children. */
    static void stopTree(ProcessHandle process, long limitSeconds) {
        var descendants = process.descendants().toList();
        process.destroy();
        try {
            process.onExit().get(limitSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException stubborn) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(descendants);
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failure) {
            throw new EngineException("processes did not end: " + processes, failure);
        }
    }
}
