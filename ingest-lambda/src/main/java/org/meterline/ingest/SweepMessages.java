package org.meterline.ingest;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds messages that stopped half-way more than a minute ago, oldest first, and goes on with them, several at a time, until
 * there are none left or the time is up. Those that want files and those that only have to be told go side by side: a slow Twilio
 * holds up no text, and a broker that is down no photo. One message's failure is its own. Any number of sweeps may run at once;
 * they do some work twice, and nothing has its effect twice.
 */
final class SweepMessages {

    /** What one sweep did. */
    record Swept(int found, int finished) {
        Swept plus(Swept other) {
            return new Swept(found + other.found, finished + other.finished);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(SweepMessages.class);
    private static final Duration LEFT_ALONE = Duration.ofMinutes(1); // longer than any webhook takes
    private static final int FETCHED_AT_ONCE = 8; // a message may bring ten files of 5 MiB
    private static final int TOLD_AT_ONCE = 32;
    private static final int REFUSALS_MAX = 8; // in a row: then the broker is down

    private final Messages messages;
    private final FinishMessage finishMessage;
    private final InstantSource clock;

    SweepMessages(Messages messages, FinishMessage finishMessage, InstantSource clock) {
        this.messages = messages;
        this.finishMessage = finishMessage;
        this.clock = clock;
    }

    Swept sweep(Deadline deadline) {
        var before = clock.instant().minus(LEFT_ALONE);
        var unfinished = messages.unfinished(before);
        var lanes = List.<Callable<Swept>>of(
                new Lane(IngestState.RECEIVED, unfinished, FETCHED_AT_ONCE, deadline)::run,
                new Lane(IngestState.STORED, unfinished, TOLD_AT_ONCE, deadline)::run);
        try (var running = Executors.newVirtualThreadPerTaskExecutor()) {
            var swept = new Swept(0, 0);
            for (var lane : running.invokeAll(lanes)) {
                swept = swept.plus(lane.get());
            }
            return swept;
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the sweep did not come to its end", failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Swept(0, 0);
        }
    }

    /** The messages of one state, with a limit on how many are gone on with at once. */
    private final class Lane {

        private final IngestState state;
        private final Messages.Unfinished unfinished;
        private final int atOnce;
        private final Deadline deadline;
        private final Semaphore places;
        private final AtomicInteger finished = new AtomicInteger();
        private final AtomicInteger refusals = new AtomicInteger();
        private final AtomicInteger notPublished = new AtomicInteger();
        private volatile String lastReason = "";

        Lane(IngestState state, Messages.Unfinished unfinished, int atOnce, Deadline deadline) {
            this.state = state;
            this.unfinished = unfinished;
            this.atOnce = atOnce;
            this.deadline = deadline;
            this.places = new Semaphore(atOnce);
        }

        Swept run() throws InterruptedException {
            var finishing = Executors.newVirtualThreadPerTaskExecutor();
            try {
                var found = 0;
                var backlog = unfinished.in(state);
                while (!isHopeless() && backlog.hasNext() && isFree(1)) {
                    goOn(backlog.next(), finishing);
                    found++;
                }
                var isOver = isFree(atOnce);
                log.info(
                        "{} messages were left {}, {} are finished{}",
                        found,
                        state,
                        finished.get(),
                        isOver ? "" : ", some ran out of time");
                if (notPublished.get() > 0) {
                    log.error(
                            "{} messages could not be told, the broker does not answer: {}", notPublished, lastReason);
                }
                return new Swept(found, finished.get());
            } finally {
                finishing.shutdownNow(); // whatever is cut off here goes on in the next sweep
            }
        }

        private boolean isFree(int wanted) throws InterruptedException {
            return places.tryAcquire(wanted, deadline.left().toMillis(), TimeUnit.MILLISECONDS);
        }

        /** Files are worth fetching without a broker; events are not worth telling. */
        private boolean isHopeless() {
            return state == IngestState.STORED && refusals.get() >= REFUSALS_MAX;
        }

        private void goOn(Message message, ExecutorService finishing) {
            finishing.execute(() -> {
                try {
                    if (traced(message)) {
                        finished.incrementAndGet();
                    }
                } finally {
                    places.release();
                }
            });
        }

        /** What was begun by the webhook goes on in its trace. */
        private boolean traced(Message message) {
            return Tracing.step("sweep")
                    .about(message.id())
                    .from(message.traceparent())
                    .call(step -> finish(message));
        }

        private boolean finish(Message message) {
            try {
                return switch (finishMessage.finish(message)) {
                    case FinishMessage.Outcome.Finished() -> {
                        refusals.set(0);
                        yield true;
                    }
                    case FinishMessage.Outcome.FilesWanted() -> false;
                    case FinishMessage.Outcome.NotTaken(var why) -> {
                        refusals.set(0);
                        log.error("message {} is stored and not taken: {}", message.id(), why);
                        yield false;
                    }
                    case FinishMessage.Outcome.NotPublished(var why) -> {
                        refusals.incrementAndGet();
                        notPublished.incrementAndGet();
                        lastReason = why;
                        yield false;
                    }
                };
            } catch (InterruptedException timeIsUp) {
                Thread.currentThread().interrupt();
                return false;
            } catch (RuntimeException failure) { // a sweep must outlive its worst message
                log.error("message {} is left for the next sweep", message.id(), failure);
                return false;
            }
        }
    }
}
