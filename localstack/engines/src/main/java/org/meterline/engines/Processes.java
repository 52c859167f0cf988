package org.meterline.engines;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Ends processes with all that they started. */
final class Processes {

    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(10);

    private Processes() {}

    /**
     * As {@code kill -9}, the process first so that it starts nothing new; returns when all are gone, or nearly: a container's
     * init may leave the dead unburied.
     */
    static void killTree(ProcessHandle process) {
        var all = Stream.concat(Stream.of(process), process.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(all, END_LIMIT);
    }

    /** Asks the process to end (SIGTERM), waits up to the limit, then kills what is left of it and its children. */
    static void stopTree(ProcessHandle process, Duration limit) {
        var all = Stream.concat(Stream.of(process), process.descendants()).toList();
        process.destroy();
        awaitEnd(List.of(process), limit);
        all.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(all, END_LIMIT);
    }

    /** By looking again and again: the JDK's own notice takes seconds for processes that this JVM did not start itself. */
    private static void awaitEnd(List<ProcessHandle> processes, Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (processes.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return;
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
