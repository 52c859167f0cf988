package org.meterline.simulator.webhook;

import static org.meterline.simulator.chat.Status.DELIVERED;
import static org.meterline.simulator.chat.Status.FAILED;
import static org.meterline.simulator.chat.Status.READ;
import static org.meterline.simulator.chat.Status.SENT;
import static org.meterline.simulator.chat.Status.UNDELIVERED;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.simulator.account.Accounts;
import org.meterline.simulator.chat.Chats;
import org.meterline.simulator.chat.Message;
import org.meterline.simulator.chat.Phones;
import org.meterline.simulator.chat.Status;
import org.meterline.simulator.mischief.Dice;
import org.meterline.simulator.mischief.Dice.Question;

/**
 * Lets a sent message go its way, queued, sent, delivered, read, and reports each step but the first to its status callback;
 * now and then one report after the next.
 */
public final class StatusCallbacks implements AutoCloseable {

    /** Twilio: the channel could not deliver. */
    public static final int CHANNEL_FAILED = 63012;

    /** Twilio: free text outside the 24 hours after the customer's last message. */
    public static final int OUTSIDE_WINDOW = 63016;

    /** Twilio: the recipient is not on WhatsApp. */
    public static final int NOT_ON_WHATSAPP = 63024;

    private static final Duration PATIENCE = Duration.ofMinutes(10); // longer than any mischief delays a step

    private final WebhookClient client;
    private final Accounts accounts;
    private final Chats chats;
    private final Phones phones;
    private final Dice dice;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("statuses").daemon().factory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public StatusCallbacks(
            WebhookClient client, Accounts accounts, Chats chats, Phones phones, Dice dice, InstantSource clock) {
        this.client = client;
        this.accounts = accounts;
        this.chats = chats;
        this.phones = phones;
        this.dice = dice;
        this.clock = clock;
    }

    private record Step(Status status, @Nullable Integer errorCode) {}

    /** Sets a message on its way. */
    public void follow(Message message) {
        var steps = steps(message);
        var delay = dice.mischief().callbackDelayMillis();
        for (var i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            var unused = timer.schedule(() -> reach(message, step), delay * (i + 1L), TimeUnit.MILLISECONDS);
        }
        if (message.statusCallback() != null) {
            var order = reportingOrder(message, steps);
            threads.execute(() -> report(message, order));
        }
    }

    /** Goes on with messages that were on their way when the simulator stopped, and with reports it had not made. */
    public void resume() {
        for (var message : chats.where(message -> !message.isInbound())) {
            if (message.statusCallback() != null) {
                var unreported = message.fate().reports().stream()
                        .filter(report -> report.callback() == null && !report.dropped())
                        .map(report -> new Step(report.status(), message.fate().errorCode()))
                        .toList();
                threads.execute(() -> report(message, unreported));
            }
            if (!message.fate().status().isFinal()) {
                follow(message);
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    /** What is still ahead of a message. */
    private List<Step> steps(Message message) {
        var phone = phones.of(message.to().number());
        var whatsApp = message.to().channel() == Channel.WHATSAPP;
        var steps = new ArrayList<Step>();
        if (whatsApp && !phone.onWhatsApp()) {
            steps.add(new Step(FAILED, NOT_ON_WHATSAPP));
        } else if (message.content().contentSid() == null && !phone.isWindowOpen(message.from(), message.createdAt())) {
            steps.add(new Step(FAILED, OUTSIDE_WINDOW));
        } else if (dice.falls(Question.FAILED, dice.mischief().failedPercent())) {
            steps.add(new Step(SENT, null));
            steps.add(new Step(UNDELIVERED, CHANNEL_FAILED));
        } else {
            steps.add(new Step(SENT, null));
            steps.add(new Step(DELIVERED, null));
            if (whatsApp && dice.mischief().readReceipts()) {
                steps.add(new Step(READ, null));
            }
        }
        steps.removeIf(step -> step.status().compareTo(message.fate().status()) <= 0);
        return steps;
    }

    /** As it happens; when the dice say so, one report changes places with its successor. */
    private List<Step> reportingOrder(Message message, List<Step> steps) {
        var order = new ArrayList<>(steps);
        if (order.size() > 1
                && dice.falls(Question.OUT_OF_ORDER, dice.mischief().outOfOrderPercent())) {
            var overtaken = (int) Math.floorMod(message.number(), order.size() - 1L);
            order.add(overtaken + 1, order.remove(overtaken));
        }
        return order;
    }

    private void reach(Message message, Step step) {
        var unused =
                chats.change(message.sid(), known -> known.reached(step.status(), step.errorCode(), clock.instant()));
    }

    private void report(Message message, List<Step> steps) {
        try {
            for (var step : steps) {
                awaitReached(message, step);
                report(message, step);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReached(Message message, Step step) throws InterruptedException {
        var unused = chats.await(message.sid(), known -> hasReached(known, step), PATIENCE);
    }

    private static boolean hasReached(Message message, Step step) {
        return message.fate().reports().stream().anyMatch(report -> report.status() == step.status());
    }

    private void report(Message message, Step step) throws InterruptedException {
        var mischief = dice.mischief();
        if (dice.falls(Question.DROPPED_CALLBACK, mischief.droppedCallbackPercent())) {
            var unused = chats.change(message.sid(), known -> known.reported(step.status(), null));
            return;
        }
        var times = dice.falls(Question.DUPLICATE_CALLBACK, mischief.duplicateCallbackPercent()) ? 2 : 1;
        var form = CallbackForm.of(message, step.status(), step.errorCode());
        var token = UUID.randomUUID().toString();
        for (var i = 0; i < times; i++) {
            var delivery = client.call(
                    String.valueOf(message.statusCallback()), accounts.primaryToken(message.accountSid()), form, token);
            var unused = chats.change(message.sid(), known -> known.reported(step.status(), delivery));
        }
    }
}
