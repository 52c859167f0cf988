package org.meterline.stack.storm;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.meterline.stack.storm.Timetable.Happening;

/** Lets everything happen at its time, however long the system takes over what came before. What is late is not left out. */
final class Load {

    private final Outside outside;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicLong lagMillisMax = new AtomicLong();

    Load(Outside outside) {
        this.outside = outside;
    }

    /**
     * How far it is.
     *
     * @param broken happenings that the simulator itself did not take
     * @param lagMillisMax the most that one began behind its time
     */
    record Progress(int begun, int ended, int broken, long lagMillisMax) {}

    Progress progress() {
        return new Progress(begun.get(), ended.get(), broken.get(), lagMillisMax.get());
    }

    /** Returns when the last has begun. */
    void run(List<Happening> happenings) throws InterruptedException {
        var start = System.nanoTime();
        for (var happening : happenings) {
            var wait = happening.at().minusNanos(System.nanoTime() - start);
            if (wait.isPositive()) {
                TimeUnit.NANOSECONDS.sleep(wait.toNanos());
            } else {
                lagMillisMax.accumulateAndGet(-wait.toMillis(), Math::max);
            }
            begun.incrementAndGet();
            threads.execute(() -> happen(happening));
        }
    }

    /** Waits until all that has begun has ended, too. */
    boolean await(Duration limit) throws InterruptedException {
        threads.shutdown();
        return threads.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void happen(Happening happening) {
        try {
            outside.happen(happening);
        } catch (IOException simulatorIsAway) {
            broken.incrementAndGet();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } finally {
            ended.incrementAndGet();
        }
    }
}
