package org.meterline.platform.adapter;

import com.rabbitmq.client.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Gathers what one channel hands out into batches, which are worked on one after the other. A batch is full, or its first
 * event has waited for others as long as it may; what came while the batch before was worked on waits no longer.
 */
final class BatchLane {

    private final int most;
    private final Duration patience;
    private final Consumer<List<Delivery>> work;
    private final LinkedBlockingQueue<Arrival> arrivals =
            new LinkedBlockingQueue<>(); // bounded by the channel's prefetch
    private final AtomicBoolean isAtWork = new AtomicBoolean();

    private record Arrival(Delivery delivery, long nanoTime) {}

    /** @param work is called on a virtual thread, never twice at a time; it must not throw */
    BatchLane(int most, Duration patience, Consumer<List<Delivery>> work) {
        this.most = most;
        this.patience = patience;
        this.work = work;
    }

    /** Takes what the channel hands out, in order. Returns at once. */
    void take(Delivery delivery) {
        arrivals.add(new Arrival(delivery, System.nanoTime()));
        beginWork();
    }

    private void beginWork() {
        if (!arrivals.isEmpty() && isAtWork.compareAndSet(false, true)) {
            Thread.ofVirtual().name("batches").start(this::workOff);
        }
    }

    private void workOff() {
        try {
            for (var batch = gather(); !batch.isEmpty(); batch = gather()) {
                work.accept(batch);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            isAtWork.set(false);
        }
        beginWork(); // for what arrived between the last look and the end
    }

    private List<Delivery> gather() throws InterruptedException {
        var batch = new ArrayList<Delivery>();
        var next = arrivals.poll();
        var limit = next == null ? 0 : next.nanoTime + patience.toNanos();
        while (next != null) {
            batch.add(next.delivery);
            next = batch.size() == most
                    ? null
                    : arrivals.poll(Math.max(0, limit - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        return batch;
    }
}
