package org.meterline.stack.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One payload on its way through a function: waiting, with a worker, answered. */
final class Invocation {

    static final String EXIT_ERROR = "Runtime.ExitError";
    static final String TIMED_OUT = "Sandbox.Timedout";

    private final String id = UUID.randomUUID().toString();
    private final String traceId = newTraceId();
    private final byte[] payload;
    private final CompletableFuture<InvocationResult> result = new CompletableFuture<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile Instant deadline = Instant.MAX;

    Invocation(byte[] payload) {
        this.payload = payload;
    }

    String id() {
        return id;
    }

    /** X-Ray's trace header. The runtime client ends its JVM when it is missing. */
    String traceId() {
        return traceId;
    }

    byte[] payload() {
        return payload;
    }

    CompletableFuture<InvocationResult> result() {
        return result;
    }

    void startNow(Duration timeout) {
        deadline = Instant.now().plus(timeout);
        begun.countDown();
    }

    /** Waits until a worker has begun with it, or it was ended in line. */
    boolean hasBegun(Duration limit) throws InterruptedException {
        return begun.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    Instant deadline() {
        return deadline;
    }

    /** The first answer counts. */
    void end(InvocationResult how) {
        result.complete(how);
        begun.countDown();
    }

    private static String newTraceId() {
        var random = ThreadLocalRandom.current();
        return "Root=1-%08x-%08x%016x;Parent=%016x;Sampled=0"
                .formatted(Instant.now().getEpochSecond(), random.nextInt(), random.nextLong(), random.nextLong());
    }
}
