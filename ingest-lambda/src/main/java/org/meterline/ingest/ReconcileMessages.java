package org.meterline.ingest;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.meterline.tracing.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what Twilio received in the last hours with what we have. What is missing had no webhook, or one that we refused or
 * could not keep: it is parsed and claimed as a webhook's message is, and the sweeper goes on with it. Nothing is remembered from
 * run to run, a webhook that comes after all is a duplicate, and any number of runs may go at once.
 */
final class ReconcileMessages {

    /** What one run did. */
    record Reconciled(int compared, int kept) {
        Reconciled plus(Reconciled other) {
            return new Reconciled(compared + other.compared, kept + other.kept);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(ReconcileMessages.class);
    private static final Duration LEFT_ALONE = Duration.ofMinutes(1); // longer than any webhook takes
    private static final int PAGES_MAX = 200;
    private static final int ATTEMPTS_MAX = 3;
    private static final int KEPT_AT_ONCE = 8;

    private final ReceivedMessages receivedMessages;
    private final Messages messages;
    private final KeepMessage keepMessage;
    private final TwilioTokens tokens;
    private final InstantSource clock;
    private final Duration lookBack;
    private final Set<String> numbers;

    /**
     * @param lookBack how old a message is compared; nothing is for zero
     * @param numbers the receiving numbers that are ours; empty when all of the accounts' are
     */
    ReconcileMessages(
            ReceivedMessages receivedMessages,
            Messages messages,
            KeepMessage keepMessage,
            TwilioTokens tokens,
            InstantSource clock,
            Duration lookBack,
            Set<String> numbers) {
        this.receivedMessages = receivedMessages;
        this.messages = messages;
        this.keepMessage = keepMessage;
        this.tokens = tokens;
        this.clock = clock;
        this.lookBack = lookBack;
        this.numbers = numbers;
    }

    /** All accounts side by side, so that a busy one does not keep the others waiting. */
    Reconciled reconcile(Deadline deadline) throws InterruptedException {
        var all = new Reconciled(0, 0);
        if (lookBack.isZero()) {
            return all;
        }
        try (var running = Executors.newVirtualThreadPerTaskExecutor();
                var keeping = Executors.newFixedThreadPool(
                        KEPT_AT_ONCE, Thread.ofVirtual().factory())) {
            var accounts = tokens.accounts().stream()
                    .map(account -> running.submit(() -> reconcile(account, keeping, deadline)))
                    .toList();
            for (var account : accounts) {
                all = all.plus(account.get());
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException("not every account was compared", failure.getCause());
        }
        log.info("{} messages at Twilio were compared, {} had no webhook and are kept now", all.compared(), all.kept());
        return all;
    }

    private Reconciled reconcile(String account, ExecutorService keeping, Deadline deadline)
            throws InterruptedException {
        var until = clock.instant().minus(LEFT_ALONE);
        var from = until.minus(lookBack);
        var sum = new Reconciled(0, 0);
        var attempts = 0;
        @Nullable String next = null;
        for (var asked = 0; asked < PAGES_MAX; asked++) {
            switch (receivedMessages.list(account, from, until, next, deadline)) {
                case ReceivedMessages.Listing.Page(var listed, var following) -> {
                    sum = sum.plus(compare(listed, keeping, deadline));
                    if (following == null) {
                        return sum;
                    }
                    next = following;
                    attempts = 0;
                }
                case ReceivedMessages.Listing.NotNow(var why, var again) -> {
                    attempts++;
                    if (again == null || attempts == ATTEMPTS_MAX || again.compareTo(deadline.left()) >= 0) {
                        log.error(
                                "account {} is left for the next run after {} messages: {}",
                                account,
                                sum.compared(),
                                why);
                        return sum;
                    }
                    Thread.sleep(again);
                }
            }
        }
        log.error("account {} has more messages than one run compares: those before {} are not", account, from);
        return sum;
    }

    private Reconciled compare(List<ListedMessage> listed, ExecutorService keeping, Deadline deadline)
            throws InterruptedException {
        var ours = listed.stream()
                .filter(message -> numbers.isEmpty() || numbers.contains(message.receivingNumber()))
                .toList();
        var missing = messages.missing(ours.stream().map(ListedMessage::sid).toList());
        var work = new ArrayList<Callable<Boolean>>();
        for (var message : ours) {
            if (missing.contains(message.sid())) {
                work.add(() -> keep(message, deadline));
            }
        }
        var done = keeping.invokeAll(work, deadline.left().toMillis(), TimeUnit.MILLISECONDS);
        return new Reconciled(ours.size(), (int)
                done.stream().filter(ReconcileMessages::isKept).count());
    }

    private static boolean isKept(Future<Boolean> keeping) {
        return keeping.state() == Future.State.SUCCESS && keeping.resultNow();
    }

    private boolean keep(ListedMessage message, Deadline deadline) {
        try {
            var media = message.files() == 0
                    ? List.<Inbound.Media>of()
                    : receivedMessages.filesOf(message, deadline).orElse(null);
            if (media == null) {
                return false; // the next run asks again
            }
            var raw = message.webhookBody(media);
            var inbound = Form.of(raw).flatMap(form -> InboundParser.parse(message.route(), form));
            if (inbound.isEmpty()) {
                log.warn("message {} had no webhook and is not understood", message);
                return false;
            }
            var outcome = Tracing.step("reconcile")
                    .about(message.sid())
                    .call(step -> keepMessage.keep(inbound.get(), message.route(), raw, message.sentAt()));
            return switch (outcome) {
                case KeepMessage.Outcome.Kept kept -> {
                    log.warn("message {} had no webhook and is kept now", message);
                    yield true;
                }
                case KeepMessage.Outcome.Duplicate duplicate -> false;
            };
        } catch (RuntimeException failure) { // a run must outlive its worst message
            log.error("message {} had no webhook and is left for the next run", message, failure);
            return false;
        }
    }
}
