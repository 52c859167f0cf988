package org.meterline.ingest;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.meterline.contracts.MessageTable.IngestState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds messages that stopped half-way more than a minute ago, oldest first, and goes on with them, a few at a time. One
 * message's failure is its own; a sweep ends with its budget, and the next one takes the rest.
 */
final class SweepMessages {

    /** What one sweep did. */
    record Swept(int found, int finished) {}

    private static final Logger log = LoggerFactory.getLogger(SweepMessages.class);
    private static final Duration LEFT_ALONE = Duration.ofMinutes(1); // longer than any webhook takes
    private static final Duration BUDGET = Duration.ofSeconds(45);
    private static final int FOUND_MAX = 2_000;
    private static final int AT_ONCE_MAX = 8;
    private static final int REFUSALS_MAX = 8; // in a row: then the broker is down, and only files are gone on with

    private final Messages messages;
    private final FinishMessage finishMessage;
    private final InstantSource clock;
    private final ExecutorService finishing = Executors.newVirtualThreadPerTaskExecutor();

    SweepMessages(Messages messages, FinishMessage finishMessage, InstantSource clock) {
        this.messages = messages;
        this.finishMessage = finishMessage;
        this.clock = clock;
    }

    Swept sweep() {
        var deadline = Deadline.in(BUDGET);
        var unfinished = messages.unfinished(clock.instant().minus(LEFT_ALONE), FOUND_MAX);
        var finished = new AtomicInteger();
        var refusals = new AtomicInteger();
        var places = new Semaphore(AT_ONCE_MAX, true);
        var work = unfinished.stream()
                .map(message -> (Callable<Boolean>) () -> {
                    places.acquire();
                    try {
                        return finish(message, refusals) && finished.incrementAndGet() > 0;
                    } finally {
                        places.release();
                    }
                })
                .toList();
        try {
            var done = finishing.invokeAll(work, deadline.left().toMillis(), TimeUnit.MILLISECONDS);
            log.info(
                    "{} messages were left half-way, {} are finished, {} ran out of time",
                    unfinished.size(),
                    finished.get(),
                    done.stream().filter(Future::isCancelled).count());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return new Swept(unfinished.size(), finished.get());
    }

    private boolean finish(Message message, AtomicInteger refusals) throws InterruptedException {
        if (message.state() == IngestState.STORED && refusals.get() >= REFUSALS_MAX) {
            return false;
        }
        try {
            return switch (finishMessage.finish(message)) {
                case FinishMessage.Outcome.Finished() -> {
                    refusals.set(0);
                    yield true;
                }
                case FinishMessage.Outcome.FilesWanted() -> false;
                case FinishMessage.Outcome.NotPublished(var why) -> {
                    refusals.incrementAndGet();
                    log.error("message {} is stored and not published: {}", message.id(), why);
                    yield false;
                }
            };
        } catch (RuntimeException failure) { // a sweep must outlive its worst message
            log.error("message {} is left for the next sweep", message.id(), failure);
            return false;
        }
    }
}
