package org.meterline.stack.lambda;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one function, each in its seat, and how many are to come. There are never more than the function allows, and one
 * that does not even start is replaced more slowly each time. Guarded by its function's lock.
 */
final class Crew {

    private static final Duration BACK_OFF = Duration.ofMillis(200);
    private static final Duration BACK_OFF_MAX = Duration.ofSeconds(10);

    /** Does something under the function's lock after a while, unless the function is closed by then. */
    interface Later {
        void run(Runnable what, Duration wait);
    }

    /** Where a worker sits: what it does now, and for whom. */
    static final class Seat {

        private LambdaFunction.WorkerState state = LambdaFunction.WorkerState.STARTING;
        private @Nullable Task task;

        LambdaFunction.WorkerState state() {
            return state;
        }

        /** What it does; null when it does nothing. */
        @Nullable
        Task task() {
            return task;
        }

        void begin(Task newTask) {
            state = LambdaFunction.WorkerState.BUSY;
            task = newTask;
        }

        void end() {
            task = null;
        }
    }

    /** An invocation with the worker that does it, and the alarm that ends them both. */
    record Task(Invocation invocation, ScheduledFuture<?> alarm) {}

    private final FunctionSpec spec;
    private final IntFunction<Worker> starter;
    private final Later later;
    private final Deque<Worker> idle = new ArrayDeque<>();
    private final Map<Worker, Seat> seats = new LinkedHashMap<>();
    private int failedStarts;
    private int replacementsDue;

    /** @param starter starts the worker with a number, which is not watched yet */
    Crew(FunctionSpec spec, IntFunction<Worker> starter, Later later) {
        this.spec = spec;
        this.starter = starter;
        this.later = later;
    }

    /** All, oldest first. */
    List<Worker> workers() {
        return List.copyOf(seats.keySet());
    }

    /** A worker's seat; null when it is not here any more. */
    @Nullable
    Seat seatOf(Worker worker) {
        return seats.get(worker);
    }

    /** Whether its warm workers have started. */
    boolean isWarm() {
        return seats.size() - starting() >= spec.workersMin();
    }

    boolean hasIdle() {
        return !idle.isEmpty();
    }

    /** One that has nothing to do. */
    Worker takeIdle() {
        return idle.pop();
    }

    /** A worker has nothing to do; false when it is not here any more. */
    boolean becameIdle(Worker worker) {
        var seat = seats.get(worker);
        if (seat == null) {
            return false;
        }
        failedStarts = 0;
        seat.state = LambdaFunction.WorkerState.IDLE;
        idle.push(worker);
        return true;
    }

    /** A worker has gone. Its seat, with what it was at; null when it had left before. */
    @Nullable
    Seat left(Worker worker) {
        idle.remove(worker);
        var seat = seats.remove(worker);
        if (seat == null || seat.state == LambdaFunction.WorkerState.STARTING) {
            failedStarts++;
        }
        return seat;
    }

    /** Starts as many as are missing, for the warm ones and for those who wait. */
    void keepEnough(int waiting) {
        var coming = starting() + replacementsDue;
        var wanted = Math.max(spec.workersMin() - seats.size() - replacementsDue, waiting - coming);
        while (wanted > 0 && seats.size() + replacementsDue < spec.workersMax()) {
            wanted--;
            if (failedStarts == 0) {
                start();
            } else {
                startLater();
            }
        }
    }

    private int starting() {
        return (int) seats.values().stream()
                .filter(seat -> seat.state == LambdaFunction.WorkerState.STARTING)
                .count();
    }

    private void startLater() {
        replacementsDue++;
        var wait = BACK_OFF.multipliedBy(1L << Math.min(failedStarts - 1, 10));
        later.run(
                () -> {
                    replacementsDue--;
                    start();
                },
                wait.compareTo(BACK_OFF_MAX) < 0 ? wait : BACK_OFF_MAX);
    }

    private void start() {
        var number = 1;
        while (isTaken(number)) {
            number++;
        }
        var worker = Objects.requireNonNull(starter.apply(number));
        seats.put(worker, new Seat());
        worker.watch();
    }

    private boolean isTaken(int number) {
        return seats.keySet().stream().anyMatch(worker -> worker.number() == number);
    }
}
