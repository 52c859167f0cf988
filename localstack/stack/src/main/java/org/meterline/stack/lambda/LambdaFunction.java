package org.meterline.stack.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function and its {@link Crew}: invocations wait in line, idle workers take the oldest. A worker that runs past the limit or
 * dies fails its invocation and is replaced.
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

    private final FunctionSpec spec;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lambda-clock-", 0).factory());

    private volatile boolean freezesIdle;

    // all guarded by this
    private final Deque<Invocation> waiting = new ArrayDeque<>();
    private final Crew crew;
    private long invocations;
    private boolean closed;

    /**
     * A function whose warm workers start now.
     *
     * @param java the program that runs its workers
     * @param runtimeLibraries a folder with the runtime interface client and what it needs
     */
    public LambdaFunction(FunctionSpec spec, Path java, Path runtimeLibraries) {
        this.spec = spec;
        var libraries = new RuntimeLibraries(runtimeLibraries);
        var owner = new Owner();
        this.crew = new Crew(spec, number -> new Worker(number, spec, java, libraries, owner), this::later);
        synchronized (this) {
            crew.keepEnough(0);
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
            crew.keepEnough(waiting.size());
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
        return crew.workers().stream()
                .map(worker -> new WorkerView(
                        spec.name() + "-" + worker.number(),
                        worker.pid(),
                        seatOf(worker).state()))
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
                all = crew.workers();
            }
            all.forEach(Worker::thaw);
        }
    }

    /** Whether its warm workers have started. */
    public synchronized boolean isReady() {
        return crew.isWarm();
    }

    @Override
    public void close() {
        List<Worker> ending;
        synchronized (this) {
            closed = true;
            ending = crew.workers();
            waiting.forEach(invocation -> invocation.end(new InvocationResult.Throttled()));
            waiting.clear();
        }
        clock.shutdownNow();
        ending.forEach(Worker::stop);
    }

    private void handOut() {
        while (!waiting.isEmpty() && crew.hasIdle()) {
            var worker = crew.takeIdle();
            var invocation = waiting.remove();
            invocation.startNow(spec.timeout());
            invocations++;
            seatOf(worker).begin(new Crew.Task(invocation, alarm(worker, invocation)));
            worker.hand(invocation);
        }
    }

    private Crew.Seat seatOf(Worker worker) {
        return Objects.requireNonNull(crew.seatOf(worker), "a worker of the crew has a seat");
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

    private void later(Runnable what, Duration wait) {
        var unused = clock.schedule(
                () -> {
                    synchronized (this) {
                        if (!closed) {
                            what.run();
                        }
                    }
                },
                wait.toMillis(),
                TimeUnit.MILLISECONDS);
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
                if (crew.becameIdle(worker)) {
                    handOut();
                }
            }
        }

        @Override
        public void returned(Worker worker, String invocationId, InvocationResult result) {
            synchronized (LambdaFunction.this) {
                var seat = crew.seatOf(worker);
                var task = seat == null ? null : seat.task();
                if (seat == null || task == null || !task.invocation().id().equals(invocationId)) {
                    return; // the answer comes after the alarm, or is nobody's
                }
                task.alarm().cancel(false);
                seat.end();
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
                var seat = crew.left(worker);
                var task = seat == null ? null : seat.task();
                if (task != null) {
                    task.alarm().cancel(false);
                    task.invocation().end(new InvocationResult.Failed(Invocation.EXIT_ERROR));
                }
                if (!closed) {
                    log.warn("{}-{} ended with code {}", spec.name(), worker.number(), exitCode);
                    crew.keepEnough(waiting.size());
                }
            }
        }
    }
}
