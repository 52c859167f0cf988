package org.meterline.simulator;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.meterline.simulator.api.MediaResource;
import org.meterline.simulator.api.MessagesResource;
import org.meterline.simulator.api.Violations;
import org.meterline.simulator.chat.Chats;
import org.meterline.simulator.chat.MediaShelf;
import org.meterline.simulator.chat.Phones;
import org.meterline.simulator.control.ControlDoor;
import org.meterline.simulator.control.Customers;
import org.meterline.simulator.control.LiveFeed;
import org.meterline.simulator.control.PageDoor;
import org.meterline.simulator.control.PanelDoor;
import org.meterline.simulator.control.Samples;
import org.meterline.simulator.control.SendAsCustomer;
import org.meterline.simulator.http.LocalServer;
import org.meterline.simulator.http.Response;
import org.meterline.simulator.http.Router;
import org.meterline.simulator.mischief.Dice;
import org.meterline.simulator.mischief.Mischief;
import org.meterline.simulator.panel.EventTap;
import org.meterline.simulator.panel.MessageItems;
import org.meterline.simulator.panel.SidePanel;
import org.meterline.simulator.panel.StoredPhotos;
import org.meterline.simulator.panel.StoredReadings;
import org.meterline.simulator.webhook.StatusCallbacks;
import org.meterline.simulator.webhook.WebhookClient;
import org.meterline.simulator.webhook.Webhooks;

/** A running simulator: every part wired by hand, closed in reverse. */
public final class Simulation implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final LocalServer server;
    private final LocalServer cdn;

    private Simulation(SimulatorSettings settings, InstantSource clock) throws IOException {
        server = opened(new LocalServer(settings.address(), settings.port(), settings.origin()));
        cdn = opened(new LocalServer(settings.address(), settings.cdnPort(), settings.cdnOrigin()));
        var chats = opened(Chats.in(settings.stateFolder(), settings.messagesMax()));
        var shelf = MediaShelf.in(settings.stateFolder().resolve("media"));
        var phones = opened(Phones.in(settings.stateFolder()));
        var dice = new Dice(Mischief.CALM);
        var violations = new Violations();
        var accounts = settings.accounts();

        var client = opened(new WebhookClient(settings.publicBaseUrl(), settings.webhookBaseUrl()));
        var webhooks =
                opened(new Webhooks(client, accounts, chats, dice, clock, settings.publicBaseUrl(), server.origin()));
        var callbacks = opened(new StatusCallbacks(client, accounts, chats, phones, dice, clock));

        var api = new Router();
        var media = new Router();
        new MessagesResource(accounts, chats, phones, callbacks, dice, clock).addTo(api);
        new MediaResource(accounts, chats, shelf, dice, clock, violations, cdn.origin()).addTo(api, media);

        var customers = Customers.of(settings.customers());
        var feed = new LiveFeed();
        var sendAsCustomer = new SendAsCustomer(accounts, customers, chats, shelf, phones, webhooks, dice, clock);
        new ControlDoor(
                        sendAsCustomer,
                        chats,
                        shelf,
                        phones,
                        dice,
                        violations,
                        customers,
                        new Samples(settings.samples()),
                        feed,
                        client.calls())
                .addTo(api);
        new PanelDoor(sidePanel(settings), chats).addTo(api);
        new PageDoor().addTo(api);
        var tap = eventTap(settings, feed);
        api.on("GET", "/health", request -> Response.json(200, health(settings, tap)));

        cdn.start(media);
        server.start(api);
        webhooks.tellUntold();
        callbacks.resume();
    }

    /** Starts one. It answers when this returns. */
    public static Simulation start(SimulatorSettings settings, InstantSource clock) throws IOException {
        return new Simulation(settings, clock);
    }

    /** Where Twilio's API, the control API and the page are: {@code http://127.0.0.1:port}. */
    public String origin() {
        return server.origin();
    }

    /** Where media are downloaded from. */
    public String cdnOrigin() {
        return cdn.origin();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception stuck) { // the others are closed all the same
                System.err.println(
                        "simulator: could not close " + stuck.getClass().getSimpleName());
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private SidePanel sidePanel(SimulatorSettings settings) {
        var table = settings.messageTable();
        var bucket = settings.photoBucket();
        var billing = settings.billing();
        return new SidePanel(
                table == null ? null : opened(MessageItems.of(table)),
                bucket == null ? null : opened(StoredPhotos.of(bucket, settings.s3())),
                billing == null ? null : opened(new StoredReadings(billing.baseUrl(), billing.apiKey())));
    }

    private @Nullable EventTap eventTap(SimulatorSettings settings, LiveFeed feed) {
        var broker = settings.broker();
        return broker == null
                ? null
                : opened(new EventTap(broker.endpoint(), broker.username(), broker.password(), feed::tellBrokerEvent));
    }

    private static Object health(SimulatorSettings settings, @Nullable EventTap tap) {
        var health = new LinkedHashMap<String, Object>();
        health.put("status", "UP");
        health.put("messageTable", settings.messageTable() != null);
        health.put("photoBucket", settings.photoBucket() != null);
        health.put("billing", settings.billing() != null);
        health.put("events", tap != null && tap.isListening());
        health.put("publicBaseUrl", settings.publicBaseUrl());
        return health;
    }
}
