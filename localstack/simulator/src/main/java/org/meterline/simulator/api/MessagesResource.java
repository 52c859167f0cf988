package org.meterline.simulator.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.meterline.contracts.Channel;
import org.meterline.simulator.account.Accounts;
import org.meterline.simulator.chat.Address;
import org.meterline.simulator.chat.Chats;
import org.meterline.simulator.chat.Message;
import org.meterline.simulator.chat.Message.Direction;
import org.meterline.simulator.chat.Message.Fate;
import org.meterline.simulator.chat.Phones;
import org.meterline.simulator.chat.Sid;
import org.meterline.simulator.chat.Status;
import org.meterline.simulator.http.Request;
import org.meterline.simulator.http.Response;
import org.meterline.simulator.http.Router;
import org.meterline.simulator.mischief.Dice;
import org.meterline.simulator.webhook.StatusCallbacks;

/** {@code /2010-04-01/Accounts/{AC}/Messages}: where the utility sends, and looks up what it has sent. */
public final class MessagesResource {

    private static final String MESSAGES = "/2010-04-01/Accounts/{account}/Messages.json";
    private static final String MESSAGE = "/2010-04-01/Accounts/{account}/Messages/{message}.json";
    private static final Duration HANG = Duration.ofMinutes(2); // longer than any client waits

    private final Accounts accounts;
    private final Chats chats;
    private final Phones phones;
    private final StatusCallbacks callbacks;
    private final Dice dice;
    private final InstantSource clock;

    public MessagesResource(
            Accounts accounts, Chats chats, Phones phones, StatusCallbacks callbacks, Dice dice, InstantSource clock) {
        this.accounts = accounts;
        this.chats = chats;
        this.phones = phones;
        this.callbacks = callbacks;
        this.dice = dice;
        this.clock = clock;
    }

    public void addTo(Router router) {
        router.on("POST", MESSAGES, own(this::send));
        router.on("GET", MESSAGES, own(this::list));
        router.on(
                "GET",
                MESSAGE,
                own(request -> find(request).map(MessagesResource::shown).orElseGet(MessagesResource::notFound)));
        router.on("POST", MESSAGE, own(this::update));
        router.on("DELETE", MESSAGE, own(this::delete));
    }

    /** Lets only an account's own credentials through. */
    private Router.Door own(Router.Door door) {
        return request -> accounts.authenticated(request).equals(Optional.of(request.variable("account")))
                ? door.answer(request)
                : ApiError.AUTHENTICATE.response();
    }

    private Response send(Request request) throws InterruptedException {
        Thread.sleep(dice.mischief().sendDelayMillis());
        return switch (dice.nextSendFault()) {
            case NONE -> accept(request);
            case HTTP_500 -> ApiError.SERVER_ERROR.response();
            case HTTP_429 -> ApiError.TOO_MANY_REQUESTS.response();
            case TIMEOUT -> hang();
            case ACCEPT_THEN_TIMEOUT -> {
                accept(request);
                yield hang();
            }
        };
    }

    private static Response hang() throws InterruptedException {
        Thread.sleep(HANG);
        return new Response.HangUp();
    }

    private Response accept(Request request) {
        return switch (SendRequest.parse(request.form(), this::lastWrittenTo)) {
            case SendRequest.Unsound(var error) -> error.response();
            case SendRequest.Sound sound when isBlocked(sound) -> ApiError.BLOCKED.response();
            case SendRequest.Sound sound -> {
                var message = chats.add(message(request.variable("account"), sound));
                callbacks.follow(message);
                yield Response.json(201, MessageJson.of(message));
            }
        };
    }

    /** A messaging service sends from the number that the customer last wrote to. */
    private Optional<Address> lastWrittenTo(Address customer) {
        return chats.where(message -> message.isInbound() && message.from().equals(customer)).stream()
                .reduce((earlier, later) -> later)
                .map(Message::to);
    }

    /** SMS are blocked by the network's rules, WhatsApp messages only where Twilio manages opt-outs. */
    private boolean isBlocked(SendRequest.Sound sound) {
        var managed = sound.to().channel() == Channel.SMS || dice.mischief().advancedOptOut();
        return managed
                && phones.of(sound.to().number())
                        .blocked()
                        .contains(sound.from().wire());
    }

    private Message message(String accountSid, SendRequest.Sound sound) {
        var now = clock.instant();
        var initial = sound.messagingServiceSid() == null ? Status.QUEUED : Status.ACCEPTED;
        return new Message(
                Sid.fresh(sound.content().mediaUrls().isEmpty() ? "SM" : "MM"),
                0,
                accountSid,
                Direction.OUTBOUND,
                sound.from(),
                sound.to(),
                sound.content(),
                null,
                sound.messagingServiceSid(),
                sound.statusCallback(),
                now,
                Fate.begin(initial, now));
    }

    private Response list(Request request) {
        var query = request.query();
        var account = request.variable("account");
        List<Message> found = chats.where(SentFilter.of(account, query)).stream()
                .sorted(Comparator.comparingLong(Message::number).reversed())
                .toList();
        return Response.json(200, Paged.of(found, MessageJson.path(account) + ".json", query));
    }

    private Optional<Message> find(Request request) {
        return chats.find(request.variable("message"))
                .filter(message -> message.accountSid().equals(request.variable("account")));
    }

    private static Response notFound() {
        return ApiError.NOT_FOUND.response();
    }

    private static Response shown(Message message) {
        return Response.json(200, MessageJson.of(message));
    }

    private Response update(Request request) {
        if (request.form().find("Status").isPresent()) {
            return ApiError.NOT_CANCELABLE.response(); // only scheduled messages wait long enough
        }
        return find(request)
                .flatMap(message -> chats.change(message.sid(), Message::redacted))
                .map(MessagesResource::shown)
                .orElseGet(MessagesResource::notFound);
    }

    private Response delete(Request request) {
        var gone = find(request).map(message -> chats.remove(message.sid())).orElse(false);
        return gone ? Response.empty(204) : ApiError.NOT_FOUND.response();
    }
}
