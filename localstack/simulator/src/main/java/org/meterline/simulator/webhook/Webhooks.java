package org.meterline.simulator.webhook;

import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.meterline.contracts.Channel;
import org.meterline.simulator.account.Accounts;
import org.meterline.simulator.chat.Chats;
import org.meterline.simulator.chat.Message;
import org.meterline.simulator.chat.Message.Delivery;
import org.meterline.simulator.mischief.Dice;
import org.meterline.simulator.mischief.Dice.Question;

/** Tells the utility's webhook of each message a customer sent. */
public final class Webhooks implements AutoCloseable {

    /** Of a webhook that is lost on its way: Twilio waits in vain. */
    private static final Delivery NOT_THERE = new Delivery(0, 1, WebhookClient.HTTP_FAILURE, 0);

    private final WebhookClient client;
    private final Accounts accounts;
    private final Chats chats;
    private final Dice dice;
    private final InstantSource clock;
    private final String publicBaseUrl;
    private final String mediaOrigin;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public Webhooks(
            WebhookClient client,
            Accounts accounts,
            Chats chats,
            Dice dice,
            InstantSource clock,
            String publicBaseUrl,
            String mediaOrigin) {
        this.client = client;
        this.accounts = accounts;
        this.chats = chats;
        this.dice = dice;
        this.clock = clock;
        this.publicBaseUrl = publicBaseUrl;
        this.mediaOrigin = mediaOrigin;
    }

    /** Calls the webhook, in the background; twice or never when the dice say so. The result is the first call's. */
    public Future<Delivery> tell(Message message) {
        if (dice.falls(Question.LOST_WEBHOOK, dice.mischief().lostWebhookPercent())) {
            return CompletableFuture.completedFuture(noted(message, NOT_THERE));
        }
        if (dice.falls(Question.DUPLICATE_WEBHOOK, dice.mischief().duplicateWebhookPercent())) {
            var unused = threads.submit(() -> call(message));
        }
        return threads.submit(() -> call(message));
    }

    /** Calls the webhooks of messages that no webhook has answered, as after a restart. */
    public void tellUntold() {
        for (var untold :
                chats.where(message -> message.isInbound() && message.fate().webhook() == null)) {
            var unused = threads.submit(() -> call(untold));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private Delivery call(Message message) throws InterruptedException {
        var path = message.to().channel() == Channel.WHATSAPP ? "/webhooks/twilio/whatsapp" : "/webhooks/twilio/sms";
        var delivery = client.call(
                publicBaseUrl + path,
                accounts.primaryToken(message.accountSid()),
                InboundForm.of(message, mediaOrigin),
                Objects.requireNonNull(message.idempotencyToken()));
        return noted(message, delivery);
    }

    private Delivery noted(Message message, Delivery delivery) {
        var unused = chats.change(message.sid(), known -> known.taken(delivery, clock.instant()));
        return delivery;
    }
}
