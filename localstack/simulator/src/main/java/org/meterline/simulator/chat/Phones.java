package org.meterline.simulator.chat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;

/**
 * What Twilio and WhatsApp know of each customer's phone, in memory and in a journal: whether it can be reached, whom it blocked,
 * when it last wrote.
 */
public final class Phones implements AutoCloseable {

    /** How long after a customer's last WhatsApp message free text is allowed. */
    public static final Duration WINDOW = Duration.ofHours(24);

    private static final int PHONES_MAX = 10_000;

    private static final long LINES_MAX = 4L * PHONES_MAX;

    private final Journal journal;
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

    /** A line of the journal. */
    private record Line(String number, Phone phone) {}

    private Phones(Journal journal) {
        this.journal = journal;
    }

    /** Opens what is known in a folder, or begins anew there. */
    public static Phones in(Path folder) {
        var phones = new Phones(Journal.in(folder, "phones.jsonl"));
        phones.journal.read(Line.class).forEach(line -> phones.phones.put(line.number, line.phone));
        phones.journal.rewrite(phones.lines());
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
        var changed = change.apply(of(number));
        phones.put(number, changed);
        if (journal.lines() >= LINES_MAX) {
            journal.rewrite(lines());
        } else {
            journal.append(new Line(number, changed));
        }
    }

    private List<Line> lines() {
        return phones.entrySet().stream()
                .map(phone -> new Line(phone.getKey(), phone.getValue()))
                .toList();
    }

    @Override
    public void close() {
        journal.close();
    }
}
