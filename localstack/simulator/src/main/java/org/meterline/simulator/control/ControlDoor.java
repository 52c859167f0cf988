package org.meterline.simulator.control;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.meterline.simulator.api.Violations;
import org.meterline.simulator.chat.Address;
import org.meterline.simulator.chat.Chats;
import org.meterline.simulator.chat.MediaShelf;
import org.meterline.simulator.chat.Message;
import org.meterline.simulator.chat.Phones;
import org.meterline.simulator.http.Refusal;
import org.meterline.simulator.http.Request;
import org.meterline.simulator.http.Response;
import org.meterline.simulator.http.Router;
import org.meterline.simulator.mischief.Dice;
import org.meterline.simulator.webhook.Calls;

/** {@code /control}: what the launcher, tests and the page may do and see. README.md of this module lists the paths. */
public final class ControlDoor {

    private static final Duration WEBHOOK_PATIENCE = Duration.ofSeconds(20);
    private static final long WAIT_MILLIS_MAX = 60_000;
    private static final int MESSAGES_SHOWN_MAX = 1_000;

    private final SendAsCustomer sendAsCustomer;
    private final Chats chats;
    private final MediaShelf shelf;
    private final Phones phones;
    private final Dice dice;
    private final Violations violations;
    private final Customers customers;
    private final Samples samples;
    private final LiveFeed feed;
    private final Calls calls;

    public ControlDoor(
            SendAsCustomer sendAsCustomer,
            Chats chats,
            MediaShelf shelf,
            Phones phones,
            Dice dice,
            Violations violations,
            Customers customers,
            Samples samples,
            LiveFeed feed,
            Calls calls) {
        this.sendAsCustomer = sendAsCustomer;
        this.chats = chats;
        this.shelf = shelf;
        this.phones = phones;
        this.dice = dice;
        this.violations = violations;
        this.customers = customers;
        this.samples = samples;
        this.feed = feed;
        this.calls = calls;
        chats.listen(message -> feed.tell("message", MessageView.of(message)));
    }

    public void addTo(Router router) {
        on(router, "POST", "/control/messages", this::send);
        on(router, "GET", "/control/messages", this::messages);
        on(router, "DELETE", "/control/messages", request -> clear());
        on(router, "POST", "/control/messages/{sid}/deliver", this::deliverAgain);
        on(router, "GET", "/control/messages/{sid}", this::message);
        on(router, "GET", "/control/messages/{sid}/answers", this::answers);
        on(router, "GET", "/control/conversations", request -> conversations());
        on(router, "GET", "/control/conversations/{number}", this::conversation);
        on(router, "POST", "/control/conversations/{number}", this::changePhone);
        on(router, "GET", "/control/sent", this::sent);
        on(router, "GET", "/control/media/{media}", this::media);
        on(router, "GET", "/control/customers", request -> Response.json(200, customers.all()));
        on(router, "GET", "/control/samples", request -> Response.json(200, samples.all()));
        on(router, "GET", "/control/samples/{name}", this::sample);
        on(router, "GET", "/control/mischief", request -> Response.json(200, dice.mischief()));
        on(router, "POST", "/control/mischief", this::makeMischief);
        on(router, "DELETE", "/control/mischief", request -> told(dice.calm()));
        on(router, "GET", "/control/violations", request -> Response.json(200, violations.all()));
        on(router, "GET", "/control/webhooks", request -> Response.json(200, calls.summary()));
        on(router, "GET", "/control/events", request -> Response.json(200, feed.brokerEvents()));
        on(router, "GET", "/control/feed", request -> feed.stream());
    }

    private static void on(Router router, String method, String path, Router.Door door) {
        router.on(method, path, Neighbours.only(door));
    }

    private Response send(Request request) throws IOException, InterruptedException {
        var draft = Draft.read(request, samples);
        return answer(sendAsCustomer.send(draft), draft.waits() && draft.tells());
    }

    private Response deliverAgain(Request request) throws InterruptedException {
        var sent = sendAsCustomer.sendAgain(request.variable("sid"));
        return sent.isPresent() ? answer(sent.get(), true) : nothing();
    }

    private static Response answer(SendAsCustomer.Sent sent, boolean waits) throws InterruptedException {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("messageSid", sent.message().sid());
        body.put("number", sent.message().number());
        if (waits) {
            try {
                body.put("webhook", sent.webhook().get(WEBHOOK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException slow) {
                body.put("webhook", null);
            } catch (ExecutionException bug) {
                throw new IllegalStateException("the webhook could not be called", bug.getCause());
            }
        }
        return Response.json(201, body);
    }

    /** Everything after the message with the number {@code since}, oldest first; {@code next} is for the next question. */
    private Response messages(Request request) {
        var since = request.query().number("since", 0);
        var limit = Math.clamp(request.query().number("limit", MESSAGES_SHOWN_MAX), 1, MESSAGES_SHOWN_MAX);
        return page(chats.where(message -> message.number() > since), since, limit);
    }

    private Response clear() {
        chats.clear();
        feed.tell("cleared", Map.of());
        return Response.empty(204);
    }

    private Response message(Request request) {
        return chats.find(request.variable("sid"))
                .<Response>map(message -> Response.json(200, MessageView.of(message)))
                .orElseGet(ControlDoor::nothing);
    }

    /** Waits for {@code atLeast} (1) messages to the same customer that are younger than the given one. */
    private Response answers(Request request) throws InterruptedException {
        var question = chats.find(request.variable("sid"));
        if (question.isEmpty()) {
            return nothing();
        }
        var asked = question.get();
        var query = request.query();
        var patience = Duration.ofMillis(Math.clamp(query.number("waitMillis", 0), 0, WAIT_MILLIS_MAX));
        var found = chats.await(
                message -> !message.isInbound()
                        && message.number() > asked.number()
                        && message.to().number().equals(asked.customer().number()),
                Math.clamp(query.number("atLeast", 1), 1, MESSAGES_SHOWN_MAX),
                patience);
        return Response.json(200, Map.of("answers", views(found)));
    }

    private Response conversations() {
        var latest = new LinkedHashMap<String, Message>();
        chats.where(message -> true)
                .forEach(message -> latest.put(message.customer().number(), message));
        return Response.json(200, latest.values().stream().map(MessageView::of).toList());
    }

    private Response conversation(Request request) {
        var number = number(request);
        var found = chats.where(message -> message.customer().number().equals(number));
        var shown = found.subList(Math.max(0, found.size() - MESSAGES_SHOWN_MAX), found.size());
        return Response.json(200, Map.of("number", number, "phone", phones.of(number), "messages", views(shown)));
    }

    /** {@code {"onWhatsApp": false}} or {@code {"closeWindow": "whatsapp:+14155238886"}}. */
    private Response changePhone(Request request) {
        var number = number(request);
        var changes = request.json();
        if (changes.has("onWhatsApp")) {
            phones.reach(number, changes.get("onWhatsApp").asBoolean());
        }
        if (changes.has("closeWindow")) {
            var utility = Address.parse(changes.get("closeWindow").asText());
            phones.closeWindow(number, utility.orElseThrow(() -> new Refusal(400, "an address is missing")));
        }
        feed.tell("phone", Map.of("number", number, "phone", phones.of(number)));
        return Response.json(200, phones.of(number));
    }

    /** What the utility sent after the message with the number {@code since}; {@code next} is for the next question. */
    private Response sent(Request request) {
        var since = request.query().number("since", 0);
        return page(
                chats.where(message -> !message.isInbound() && message.number() > since), since, MESSAGES_SHOWN_MAX);
    }

    private static Response page(List<Message> found, long since, int limit) {
        var page = found.subList(0, Math.min(limit, found.size()));
        var next = page.isEmpty() ? since : page.getLast().number();
        return Response.json(200, Map.of("messages", views(page), "next", next));
    }

    private Response media(Request request) {
        var sid = request.variable("media");
        var type = chats
                .where(message -> message.content().media().stream()
                        .anyMatch(media -> media.sid().equals(sid)))
                .stream()
                .flatMap(message -> message.content().media().stream())
                .filter(media -> media.sid().equals(sid))
                .map(Message.Media::contentType)
                .findFirst();
        return type.isEmpty() ? nothing() : file(type.get(), shelf.find(sid));
    }

    private Response sample(Request request) throws IOException {
        var sample = samples.find(request.variable("name"));
        return sample.isEmpty() ? nothing() : file(sample.get().contentType(), Optional.of(samples.read(sample.get())));
    }

    /** A file that somebody uploaded must never run as a page of ours. */
    static Response file(String contentType, Optional<byte[]> bytes) {
        var type = contentType.matches("image/(jpeg|png|webp|gif)") ? contentType : "application/octet-stream";
        return bytes.<Response>map(found -> Response.bytes(200, type, found)
                        .with("X-Content-Type-Options", "nosniff")
                        .with("Content-Security-Policy", "default-src 'none'; sandbox")
                        .with("Cache-Control", "private, max-age=3600"))
                .orElseGet(ControlDoor::nothing);
    }

    private Response makeMischief(Request request) {
        return told(dice.change(request.json()));
    }

    private Response told(Object mischief) {
        feed.tell("mischief", mischief);
        return Response.json(200, mischief);
    }

    private static List<Map<String, @Nullable Object>> views(List<Message> messages) {
        return messages.stream().map(MessageView::of).toList();
    }

    private static String number(Request request) {
        var number = request.variable("number").strip();
        return number.startsWith("+") ? number : "+" + number;
    }

    private static Response nothing() {
        return Response.json(404, Map.of("status", 404, "detail", "nothing is here"));
    }
}
