package org.meterline.simulator.control;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.meterline.contracts.Channel;
import org.meterline.simulator.account.Accounts;
import org.meterline.simulator.chat.Address;
import org.meterline.simulator.chat.Chats;
import org.meterline.simulator.chat.MediaShelf;
import org.meterline.simulator.chat.Message;
import org.meterline.simulator.chat.Message.Delivery;
import org.meterline.simulator.chat.Message.Direction;
import org.meterline.simulator.chat.Message.Fate;
import org.meterline.simulator.chat.Phones;
import org.meterline.simulator.chat.Sid;
import org.meterline.simulator.chat.Status;
import org.meterline.simulator.http.Refusal;
import org.meterline.simulator.mischief.Dice;
import org.meterline.simulator.webhook.Webhooks;

/** Sends a message from a customer's phone: it is kept, the 24-hour window opens, the webhook is told. */
public final class SendAsCustomer {

    private static final Set<String> STOP_WORDS = Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT");
    private static final Set<String> START_WORDS = Set.of("START", "YES", "UNSTOP");
    private static final Set<String> HELP_WORDS = Set.of("HELP", "INFO");
    private static final String SERVICE = "MG" + "0".repeat(31) + "1";
    private static final int FILES_MAX = 10;

    private final Accounts accounts;
    private final Customers customers;
    private final Chats chats;
    private final MediaShelf shelf;
    private final Phones phones;
    private final Webhooks webhooks;
    private final Dice dice;
    private final InstantSource clock;

    public SendAsCustomer(
            Accounts accounts,
            Customers customers,
            Chats chats,
            MediaShelf shelf,
            Phones phones,
            Webhooks webhooks,
            Dice dice,
            InstantSource clock) {
        this.accounts = accounts;
        this.customers = customers;
        this.chats = chats;
        this.shelf = shelf;
        this.phones = phones;
        this.webhooks = webhooks;
        this.dice = dice;
        this.clock = clock;
    }

    /** A message on its way, and the webhook's answer to come. */
    record Sent(Message message, Future<Delivery> webhook) {}

    /** Sends a draft. One with the id of a message that is here already delivers that message again. */
    Sent send(Draft draft) {
        var known = Optional.ofNullable(draft.messageSid()).flatMap(chats::find);
        var message = known.orElseGet(() -> compose(draft));
        return new Sent(message, draft.tells() ? webhooks.tell(message) : new CompletableFuture<>());
    }

    /** Delivers a message again, as Twilio does when it is not sure. */
    Optional<Sent> sendAgain(String sid) {
        return chats.find(sid).filter(Message::isInbound).map(message -> new Sent(message, webhooks.tell(message)));
    }

    private Message compose(Draft draft) {
        var from = address(draft.from(), draft.channel());
        var to = recipient(draft, from);
        var account = draft.accountSid() == null ? accounts.first() : draft.accountSid();
        if (!accounts.has(account)) {
            throw new Refusal(400, "no such account");
        }
        if (draft.files().size() > FILES_MAX) {
            throw new Refusal(400, "a message carries at most " + FILES_MAX + " files");
        }
        var sid = draft.messageSid() == null ? Sid.fresh(draft.files().isEmpty() ? "SM" : "MM") : draft.messageSid();
        if (!Sid.MESSAGE.matcher(sid).matches()) {
            throw new Refusal(400, "a message's id is SM or MM and 32 hex digits");
        }
        var fields = fields(draft, from, to);
        var media = draft.files().stream()
                .map(file -> shelf.put(file.contentType(), file.bytes()))
                .toList();
        var now = clock.instant();
        phones.wrote(from, to, now);
        return chats.add(new Message(
                sid,
                0,
                account,
                Direction.INBOUND,
                from,
                to,
                new Message.Content(draft.text(), media, List.of(), null, null, fields),
                UUID.randomUUID().toString(),
                null,
                null,
                now,
                Fate.begin(Status.RECEIVED, now)));
    }

    private Map<String, String> fields(Draft draft, Address from, Address to) {
        var fields = new HashMap<String, String>();
        if (from.channel() == Channel.WHATSAPP) {
            fields.put(
                    "ProfileName",
                    Optional.ofNullable(draft.profileName())
                            .or(() -> customers.find(from).map(Customers.Customer::name))
                            .orElse("Guest"));
        }
        optOutType(draft.text()).ifPresent(type -> {
            var managed = dice.mischief().advancedOptOut();
            if (managed) {
                fields.put("OptOutType", type);
                fields.put("MessagingServiceSid", SERVICE);
            }
            if (!type.equals("HELP") && (managed || from.channel() == Channel.SMS)) {
                phones.block(from, to, type.equals("STOP"));
            }
        });
        fields.putAll(draft.fields());
        return fields;
    }

    private static Optional<String> optOutType(String text) {
        var word = text.strip().toUpperCase(Locale.ROOT);
        if (STOP_WORDS.contains(word)) {
            return Optional.of("STOP");
        }
        if (START_WORDS.contains(word)) {
            return Optional.of("START");
        }
        return HELP_WORDS.contains(word) ? Optional.of("HELP") : Optional.empty();
    }

    private Address recipient(Draft draft, Address from) {
        var to = draft.to() == null
                ? customers
                        .find(from)
                        .map(person -> from.channel() == Channel.SMS ? person.sms() : person.utility())
                        .orElse(null)
                : draft.to();
        if (to == null) {
            throw new Refusal(400, "to whom? 'to' is missing, and the sender is none of the demo customers");
        }
        return address(to, from.channel().name());
    }

    private static Address address(String given, String channel) {
        var wire = given.replace(" ", ""); // a plus that was not escaped in a query
        var parsed = Address.parse(wire)
                .or(() -> Address.parse("+" + wire))
                .orElseThrow(() -> new Refusal(400, "a number is written like +27831234567"));
        var whatsApp = given.startsWith("whatsapp:") || channel.equalsIgnoreCase("whatsapp");
        return new Address(whatsApp ? Channel.WHATSAPP : Channel.SMS, parsed.number());
    }
}
