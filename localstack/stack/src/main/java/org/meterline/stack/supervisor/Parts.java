package org.meterline.stack.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.meterline.stack.supervisor.StackStatus.PartStatus;

/** The parts that were started, in their order: looked at, told to end or to start anew, and stopped as one. */
final class Parts {

    private final List<Watched> watched = new CopyOnWriteArrayList<>();

    void add(Part part) {
        watched.add(new Watched(part));
    }

    /** Looks after each on a thread of its own until that is interrupted: one that comes back slowly holds up no other. */
    void lookAfter(ExecutorService threads, Duration pause) {
        watched.forEach(one -> threads.execute(() -> one.lookAfter(pause)));
    }

    /** Whether a part does its work now; false when there is none of that name. */
    boolean isReady(String name) {
        return watched.stream().map(Watched::part).anyMatch(part -> part.name().equals(name) && part.isReady());
    }

    /** How each is. */
    List<PartStatus> status() {
        var status = new ArrayList<PartStatus>();
        for (var one : watched) {
            var part = one.part();
            var port = part.port();
            var pid = part.pid();
            status.add(new PartStatus(
                    part.name(),
                    pid.isPresent() ? pid.getAsLong() : null,
                    port.isPresent() ? port.getAsInt() : null,
                    part.isReady() ? PartStatus.READY : part.isAlive() ? "STARTING" : "DOWN"));
        }
        return status;
    }

    /** Their processes by name; quick, because nobody is asked how he is. */
    Map<String, ProcessHandle> processes() {
        var processes = new TreeMap<String, ProcessHandle>();
        for (var one : watched) {
            one.part()
                    .pid()
                    .ifPresent(pid -> ProcessHandle.of(pid)
                            .ifPresent(process -> processes.put(one.part().name(), process)));
        }
        return processes;
    }

    /** Gives an order to a part; false when there is none of that name. */
    boolean tell(String name, Consumer<Watched> order) {
        var found =
                watched.stream().filter(one -> one.part().name().equals(name)).findFirst();
        found.ifPresent(order);
        return found.isPresent();
    }

    /** Stops all: what brings work first, what keeps state last. */
    void stop() {
        try (var stopping = Executors.newVirtualThreadPerTaskExecutor()) {
            stop(ProcessPart.class::isInstance, stopping);
            stop(EnginePart.class::isInstance, stopping);
        }
    }

    private void stop(Predicate<Part> which, ExecutorService stopping) {
        CompletableFuture.allOf(List.copyOf(watched).reversed().stream()
                        .filter(one -> which.test(one.part()))
                        .map(one -> CompletableFuture.runAsync(one::stop, stopping))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
