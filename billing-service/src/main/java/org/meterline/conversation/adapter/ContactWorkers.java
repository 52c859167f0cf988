package org.meterline.conversation.adapter;

import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.contracts.PartKind;
import org.meterline.conversation.adapter.InboundRows.Oldest;
import org.meterline.conversation.adapter.InboundRows.Sender;
import org.meterline.customers.ContactId;
import org.meterline.platform.DependencyDown;
import org.meterline.platform.MessageText;
import org.meterline.platform.MessageTexts;
import org.meterline.platform.Outbox;
import org.meterline.platform.TenantTransactions;
import org.meterline.platform.WorkLoop;
import org.meterline.platform.WorkerTransactions;
import org.meterline.tracing.Step;
import org.meterline.tracing.Tag;
import org.meterline.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what customers said: one worker per contact, oldest message first, different contacts side by side. A lock in the
 * database keeps it so among several instances. A message that fails is tried again for at most a minute, then the customer
 * gets an apology and the next message its turn; while something that we need is out of reach it waits, and spends nothing.
 */
@Singleton
final class ContactWorkers {

    private static final Logger log = LoggerFactory.getLogger(ContactWorkers.class);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final int DOUBLINGS_MAX = 5;
    private static final int AHEAD =
            64; // looked up at once, for hands that will be free: the look goes over all that waits
    private static final Duration OUT_OF_REACH_FOR = Duration.ofSeconds(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final WorkerTransactions workerTransactions;
    private final TenantTransactions transactions;
    private final InboundRows inbound;
    private final MessageTexts texts;
    private final Pipeline pipeline;
    private final Outbox outbox;
    private final ConversationSettings settings;
    private final InstantSource clock;
    private final Semaphore hands;
    private final Set<ContactId> inHand = ConcurrentHashMap.newKeySet();
    private final WorkLoop loop = new WorkLoop("contacts' workers", this::round);
    private volatile boolean stopping;

    ContactWorkers(
            WorkerTransactions workerTransactions,
            TenantTransactions transactions,
            InboundRows inbound,
            MessageTexts texts,
            Pipeline pipeline,
            Outbox outbox,
            ConversationSettings settings,
            InstantSource clock) {
        this.workerTransactions = workerTransactions;
        this.transactions = transactions;
        this.inbound = inbound;
        this.texts = texts;
        this.pipeline = pipeline;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
        this.hands = new Semaphore(settings.parallel());
    }

    /** Says that somebody wrote. */
    void nudge() {
        loop.nudge();
    }

    void start() {
        loop.start();
    }

    /** Begins nothing more, and lets what is in hand end. */
    @PreDestroy
    void stop() {
        stopping = true;
        loop.close();
        try {
            if (!hands.tryAcquire(settings.parallel(), STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("answers were in hand at the end; what did not commit is begun again");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean round() {
        var free = hands.availablePermits();
        if (free == 0) {
            return false;
        }
        var busy = inHand.size();
        var senders = workerTransactions.call(() -> inbound.withWork(clock.instant(), free + busy + AHEAD));
        var any = false;
        for (var sender : senders) {
            if (stopping) {
                break;
            }
            if (inHand.add(sender.contact())) {
                any = true;
                hands.acquireUninterruptibly();
                Thread.ofVirtual().name("contact " + sender.contact()).start(() -> workFor(sender));
            }
        }
        return any;
    }

    private void workFor(Sender sender) {
        var progress = false;
        var failed = true;
        try {
            progress = answerOldest(sender);
            failed = false;
        } catch (RuntimeException failure) { // the edge: one contact's failure is nobody else's
            log.error("the worker of contact {} failed", sender.contact(), failure);
        } finally {
            hands.release();
            if (failed) {
                rest();
            }
            inHand.remove(sender.contact());
        }
        if (progress) {
            nudge(); // the contact goes to the end of the line
        }
    }

    /** Keeps a contact out of the line for a while, and no hand with it. */
    private static void rest() {
        try {
            Thread.sleep(FIRST_WAIT);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers one part; false when there was none to answer now. */
    private boolean answerOldest(Sender sender) {
        var oldest = transactions.in(sender.tenant(), () -> due(sender));
        if (oldest.isEmpty()) {
            return false;
        }
        var part = oldest.get();
        return Tracing.step("answer")
                .about(part.messageId())
                .from(part.traceparent())
                .tag(Tag.PART_ID, part.partId())
                .tag(Tag.TENANT_ID, part.tenant().toString())
                .tag(Tag.ATTEMPT, part.attempts() + 1)
                .call(step -> answer(sender, part, step));
    }

    private boolean answer(Sender sender, InboundPart part, Step step) {
        try {
            var text = wordsOf(part);
            return transactions.in(sender.tenant(), () -> answerAlone(sender, part, text, step));
        } catch (RuntimeException failure) { // the last stage of the pipeline: errors
            step.failed(failure);
            if (DependencyDown.isBehind(failure)) {
                log.warn("{} waits for something out of reach", part, failure);
                transactions.run(
                        sender.tenant(),
                        () -> inbound.waitUntil(part, clock.instant().plus(OUT_OF_REACH_FOR)));
                return true;
            }
            log.warn("{} failed, attempt {}", part, part.attempts() + 1, failure);
            failed(sender, part);
            return true;
        }
    }

    private Optional<InboundPart> due(Sender sender) {
        return inbound.oldest(sender.contact(), clock.instant())
                .filter(Oldest::isDue)
                .map(Oldest::part);
    }

    private Optional<MessageText> wordsOf(InboundPart part) {
        var hasWords = part.kind() == PartKind.TEXT || part.kind() == PartKind.REPLY || part.kind() == PartKind.OPT_OUT;
        return hasWords ? texts.of(part.messageId()) : Optional.empty();
    }

    private boolean answerAlone(Sender sender, InboundPart part, Optional<MessageText> text, Step step) {
        if (!isStillNext(sender, part)) {
            return false;
        }
        if (!part.isReadable()) {
            throw new IllegalStateException("the row of " + part.partId() + " cannot be read");
        }
        var outcome = pipeline.handle(part, text);
        step.tag(Tag.OUTCOME, outcome.name());
        inbound.done(part, outcome, clock.instant());
        outbox.settle(part.messageId(), part.partId(), outcome);
        return true;
    }

    /** Another instance may be at work, or done; or an older message may have come. */
    private boolean isStillNext(Sender sender, InboundPart part) {
        return inbound.goAlone(sender.contact())
                && due(sender).filter(next -> next.id() == part.id()).isPresent();
    }

    private void failed(Sender sender, InboundPart part) {
        var now = clock.instant();
        var firstFailedAt = part.firstFailedAt();
        var patience = (firstFailedAt == null ? now : firstFailedAt).plus(settings.heldAtMost());
        if (now.isBefore(patience)) {
            ifStillNext(
                    sender,
                    part,
                    () -> inbound.postpone(part, now, earlier(now.plus(wait(part.attempts())), patience)));
            return;
        }
        log.error("{} is given up after {} attempts", part, part.attempts() + 1);
        try {
            ifStillNext(sender, part, () -> {
                pipeline.apologise(part);
                giveUp(part, now);
            });
        } catch (RuntimeException unsaid) { // what it failed for may stop the apology, too
            if (DependencyDown.isBehind(unsaid)) {
                throw unsaid;
            }
            log.error("{} is given up without a word", part, unsaid);
            ifStillNext(sender, part, () -> giveUp(part, now));
        }
    }

    private void ifStillNext(Sender sender, InboundPart part, Runnable work) {
        transactions.run(sender.tenant(), () -> {
            if (isStillNext(sender, part)) {
                work.run();
            }
        });
    }

    private void giveUp(InboundPart part, Instant now) {
        inbound.dead(part, now);
        outbox.settle(part.messageId(), part.partId(), Outcome.FAILED);
    }

    private static Duration wait(int attempts) {
        return FIRST_WAIT.multipliedBy(1L << Math.min(attempts, DOUBLINGS_MAX));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Starts the workers once the service is up. */
    @Singleton
    @Requires(property = "meterline.conversation.enabled", notEquals = "false")
    static final class Start {

        private final ContactWorkers workers;

        Start(ContactWorkers workers) {
            this.workers = workers;
        }

        @EventListener
        void started(ServerStartupEvent event) {
            workers.start();
        }
    }
}
