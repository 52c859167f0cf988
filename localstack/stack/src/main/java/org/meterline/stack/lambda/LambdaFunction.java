package org.meterline.stack.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function with its workers: invocations wait in line, idle workers take the oldest. A worker that runs past the limit or
 * dies fails its invocation and is replaced, more slowly each time it does not even start.
 */
public final class LambdaFunction implements AutoCloseable {

    /** Where a worker is in its life. */
    public enum WorkerState {
        STARTING,
        IDLE,
        BUSY
    }

    /** One worker as {@code status} shows it. */
    public record WorkerView(String name, long pid, WorkerState state) {}

    private static final Logger log = LoggerFactory.getLogger(LambdaFunction.class);
    private static final int WAITING_MAX = 1_000;
    private static final Duration BACK_OFF = Duration.ofMillis(200);
    private static final Duration BACK_OFF_MAX = Duration.ofSeconds(10);

    private final FunctionSpec spec;
    private final Path java;
    private final RuntimeLibraries runtimeLibraries;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lambda-clock-", 0).factory());
    private final Owner owner = new Owner();

    private volatile boolean freezesIdle;

    // all guarded by this
    private final Deque<Invocation> waiting = new ArrayDeque<>();
    private final Deque<Worker> idle = new ArrayDeque<>();
    private final Map<Worker, Seat> workers = new LinkedHashMap<>();
    private long invocations;
    private int failedStarts;
    private int replacementsDue;
    private boolean closed;

    /**
     * A function whose warm workers start now.
     *
     * @param java the program that runs its workers
     * @param runtimeLibraries a folder with the runtime interface client and what it needs
     */
    public LambdaFunction(FunctionSpec spec, Path java, Path runtimeLibraries) {
        this.spec = spec;
        this.java = java;
        this.runtimeLibraries = new RuntimeLibraries(runtimeLibraries);
        synchronized (this) {
            keepEnoughWorkers();
        }
    }

    public String name() {
        return spec.name();
    }

    public int workersMax() {
        return spec.workersMax();
    }

    /** Runs one payload through the function and waits for what comes of it, for as long as the caller has patience. */
    public InvocationResult invoke(byte[] payload, Duration patience) throws InterruptedException {
        return invoke(payload, patience, patience);
    }

    /** The same, but gives up when no worker has begun with it in time. AWS would not even let it wait. */
    public InvocationResult invoke(byte[] payload, Duration patienceInLine, Duration patience)
            throws InterruptedException {
        var invocation = new Invocation(payload);
        synchronized (this) {
            if (closed || waiting.size() >= WAITING_MAX) {
                return new InvocationResult.Throttled();
            }
            waiting.add(invocation);
            handOut();
            keepEnoughWorkers();
        }
        try {
            var begin = System.nanoTime();
            if (patienceInLine.compareTo(patience) < 0 && !invocation.hasBegun(patienceInLine)) {
                synchronized (this) {
                    if (waiting.remove(invocation)) {
                        return new InvocationResult.Throttled();
                    }
                }
            }
            var left = patience.minusNanos(System.nanoTime() - begin);
            return invocation.result().get(left.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException impatient) {
            synchronized (this) {
                waiting.remove(invocation);
            }
            return new InvocationResult.Unanswered();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("an invocation ends with a result, never with an exception", broken);
        }
    }

    /** Its workers, oldest first. */
    public synchronized List<WorkerView> workers() {
        return workers.entrySet().stream()
                .map(entry -> new WorkerView(
                        spec.name() + "-" + entry.getKey().number(),
                        entry.getKey().pid(),
                        entry.getValue().state))
                .toList();
    }

    /** How many invocations its workers have begun with: what AWS would charge for. */
    public synchronized long invocations() {
        return invocations;
    }

    /** Whether idle workers stand still until there is work for them. On AWS they always do. */
    public void freezeIdle(boolean frozen) {
        freezesIdle = frozen;
        if (!frozen) {
            List<Worker> all;
            synchronized (this) {
                all = List.copyOf(workers.keySet());
            }
            all.forEach(Worker::thaw);
        }
    }

    /** Whether its warm workers have started. */
    public synchronized boolean isReady() {
        return workers.size() - starting() >= spec.workersMin();
    }

    @Override
    public void close() {
        List<Worker> ending;
        synchronized (this) {
            closed = true;
            ending = List.copyOf(workers.keySet());
            waiting.forEach(invocation -> invocation.end(new InvocationResult.Throttled()));
            waiting.clear();
        }
        clock.shutdownNow();
        ending.forEach(Worker::stop);
    }

    private void handOut() {
        while (!waiting.isEmpty() && !idle.isEmpty()) {
            var worker = idle.pop();
            var invocation = waiting.remove();
            invocation.startNow(spec.timeout());
            invocations++;
            var seat = seatOf(worker);
            seat.state = WorkerState.BUSY;
            seat.task = new Task(invocation, alarm(worker, invocation));
            worker.hand(invocation);
        }
    }

    private Seat seatOf(Worker worker) {
        return Objects.requireNonNull(workers.get(worker), "an idle worker has a seat");
    }

    private int starting() {
        return (int) workers.values().stream()
                .filter(seat -> seat.state == WorkerState.STARTING)
                .count();
    }

    private ScheduledFuture<?> alarm(Worker worker, Invocation invocation) {
        return clock.schedule(
                () -> {
                    log.warn("{}: an invocation ran past {} and its worker is killed", spec.name(), spec.timeout());
                    invocation.end(new InvocationResult.Failed(Invocation.TIMED_OUT));
                    worker.kill();
                },
                spec.timeout().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void keepEnoughWorkers() {
        var coming = starting() + replacementsDue;
        var wanted = Math.max(spec.workersMin() - workers.size() - replacementsDue, waiting.size() - coming);
        while (!closed && wanted > 0 && workers.size() + replacementsDue < spec.workersMax()) {
            wanted--;
            if (failedStarts == 0) {
                startWorker();
            } else {
                startWorkerLater();
            }
        }
    }

    private void startWorkerLater() {
        replacementsDue++;
        var wait = BACK_OFF.toMillis() << Math.min(failedStarts - 1, 10);
        var unused = clock.schedule(
                () -> {
                    synchronized (this) {
                        replacementsDue--;
                        if (!closed) {
                            startWorker();
                        }
                    }
                },
                Math.min(wait, BACK_OFF_MAX.toMillis()),
                TimeUnit.MILLISECONDS);
    }

    private void startWorker() {
        var number = 1;
        while (numberIsTaken(number)) {
            number++;
        }
        var worker = new Worker(number, spec, java, runtimeLibraries, owner);
        workers.put(worker, new Seat());
        worker.watch();
    }

    private boolean numberIsTaken(int number) {
        return workers.keySet().stream().anyMatch(worker -> worker.number() == number);
    }

    /** An invocation with the worker that does it, and the alarm that ends them both. */
    private record Task(Invocation invocation, ScheduledFuture<?> alarm) {}

    /** Where a worker sits: what it does now, and for whom. */
    private static final class Seat {
        private WorkerState state = WorkerState.STARTING;
        private @Nullable Task task;
    }

    /** What the workers tell. */
    private final class Owner implements Worker.Owner {

        @Override
        public boolean freezesIdle() {
            return freezesIdle;
        }

        @Override
        public void idle(Worker worker) {
            synchronized (LambdaFunction.this) {
                var seat = workers.get(worker);
                if (seat != null) {
                    failedStarts = 0;
                    seat.state = WorkerState.IDLE;
                    idle.push(worker);
                    handOut();
                }
            }
        }

        @Override
        public void returned(Worker worker, String invocationId, InvocationResult result) {
            synchronized (LambdaFunction.this) {
                var seat = workers.get(worker);
                var task = seat == null ? null : seat.task;
                if (seat == null || task == null || !task.invocation().id().equals(invocationId)) {
                    return; // the answer comes after the alarm, or is nobody's
                }
                task.alarm().cancel(false);
                seat.task = null;
                task.invocation().end(result);
            }
            if (result instanceof InvocationResult.Failed(var type)) {
                log.warn("{}: an invocation failed with {}", spec.name(), type);
            }
        }

        @Override
        public void failedToStart(Worker worker, String errorType) {
            log.error("{}-{} could not start: {}; see {}", spec.name(), worker.number(), errorType, spec.log());
        }

        @Override
        public void exited(Worker worker, int exitCode) {
            synchronized (LambdaFunction.this) {
                idle.remove(worker);
                var seat = workers.remove(worker);
                var started = seat != null && seat.state != WorkerState.STARTING;
                if (seat != null && seat.task != null) {
                    seat.task.alarm().cancel(false);
                    seat.task.invocation().end(new InvocationResult.Failed(Invocation.EXIT_ERROR));
                }
                if (!closed) {
                    log.warn("{}-{} ended with code {}", spec.name(), worker.number(), exitCode);
                    failedStarts = started ? failedStarts : failedStarts + 1;
                    keepEnoughWorkers();
                }
            }
        }
    }
}
