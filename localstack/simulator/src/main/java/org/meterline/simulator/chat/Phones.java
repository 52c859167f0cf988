package org.meterline.simulator.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.simulator.http.Json;

/** What Twilio and WhatsApp know of each customer's phone: whether it can be reached, whom it blocked, when it last wrote. */
public final class Phones {

    /** How long after a customer's last WhatsApp message free text is allowed. */
    public static final Duration WINDOW = Duration.ofHours(24);

    private static final int PHONES_MAX = 10_000;

    private final Path file;
    private final Map<String, Phone> phones = new ConcurrentHashMap<>();

    /**
     * One phone.
     *
     * @param onWhatsApp whether WhatsApp reaches it
     * @param blocked the utility's addresses that it told to stop
     * @param wroteAt when it last wrote to each of the utility's addresses
     */
    public record Phone(boolean onWhatsApp, Set<String> blocked, Map<String, Instant> wroteAt) {

        static final Phone NEW = new Phone(true, Set.of(), Map.of());

        public Phone {
            blocked = Set.copyOf(blocked);
            wroteAt = Map.copyOf(wroteAt);
        }

        /** Whether free text may be sent from the utility's address now. */
        public boolean isWindowOpen(Address utility, Instant now) {
            var at = wroteAt.get(utility.wire());
            return utility.channel() == Channel.SMS || (at != null && now.isBefore(at.plus(WINDOW)));
        }

        Phone wrote(Address utility, @Nullable Instant at) {
            var all = new HashMap<>(wroteAt);
            if (at == null) {
                all.remove(utility.wire());
            } else {
                all.put(utility.wire(), at);
            }
            return new Phone(onWhatsApp, blocked, all);
        }

        Phone blocking(Address utility, boolean block) {
            var all = new HashSet<>(blocked);
            if (block) {
                all.add(utility.wire());
            } else {
                all.remove(utility.wire());
            }
            return new Phone(onWhatsApp, all, wroteAt);
        }

        /** A phone's habits do not belong in a log. */
        @Override
        public String toString() {
            return "phone";
        }
    }

    private Phones(Path file) {
        this.file = file;
    }

    /** Opens what is known in a folder, or begins anew there. */
    public static Phones in(Path folder) {
        var phones = new Phones(folder.resolve("phones.json"));
        if (Files.exists(phones.file)) {
            try {
                var type = Json.MAPPER.getTypeFactory().constructMapType(Map.class, String.class, Phone.class);
                phones.phones.putAll(Json.MAPPER.<Map<String, Phone>>readValue(phones.file.toFile(), type));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return phones;
    }

    /** By number in E.164. */
    public Phone of(String number) {
        return Optional.ofNullable(phones.get(number)).orElse(Phone.NEW);
    }

    /** A customer wrote to the utility: the window opens. */
    public void wrote(Address customer, Address utility, Instant at) {
        change(customer.number(), phone -> phone.wrote(utility, at));
    }

    /** Closes the window as if a day had passed. */
    public void closeWindow(String number, Address utility) {
        change(number, phone -> phone.wrote(utility, null));
    }

    /** A customer told the utility's address to stop, or to start again. */
    public void block(Address customer, Address utility, boolean block) {
        change(customer.number(), phone -> phone.blocking(utility, block));
    }

    /** Takes a phone off WhatsApp, or puts it back. */
    public void reach(String number, boolean onWhatsApp) {
        change(number, phone -> new Phone(onWhatsApp, phone.blocked(), phone.wroteAt()));
    }

    private synchronized void change(String number, UnaryOperator<Phone> change) {
        if (phones.size() >= PHONES_MAX && !phones.containsKey(number)) {
            phones.keySet().stream().findFirst().ifPresent(phones::remove);
        }
        phones.put(number, change.apply(of(number)));
        var fresh = file.resolveSibling("phones.json.new");
        try {
            Files.write(fresh, Json.MAPPER.writeValueAsBytes(phones));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
