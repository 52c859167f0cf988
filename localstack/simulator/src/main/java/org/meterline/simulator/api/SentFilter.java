package org.meterline.simulator.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.meterline.simulator.chat.Message;
import org.meterline.simulator.http.Parameters;

/**
 * The filters of Twilio's message list: {@code To}, {@code From}, {@code DateSent=} a day, {@code DateSent<=} and
 * {@code DateSent>=} a day or an instant. Days are UTC. A message that is not sent yet is dated by its creation.
 */
final class SentFilter {

    private SentFilter() {}

    static Predicate<Message> of(String accountSid, Parameters query) {
        var all = new ArrayList<Predicate<Message>>();
        all.add(message -> message.accountSid().equals(accountSid));
        query.find("To").ifPresent(to -> all.add(message -> message.to().wire().equals(to)));
        query.find("From")
                .ifPresent(from -> all.add(message -> message.from().wire().equals(from)));
        instant(query, "DateSent").ifPresent(at -> {
            var day = LocalDate.ofInstant(at, ZoneOffset.UTC);
            all.add(message ->
                    LocalDate.ofInstant(dated(message), ZoneOffset.UTC).equals(day));
        });
        instant(query, "DateSent>")
                .ifPresent(at -> all.add(message -> !dated(message).isBefore(at)));
        instant(query, "DateSent<")
                .ifPresent(at -> all.add(message -> !dated(message).isAfter(at)));
        return message -> matches(all, message);
    }

    private static boolean matches(List<Predicate<Message>> all, Message message) {
        return all.stream().allMatch(filter -> filter.test(message));
    }

    private static Instant dated(Message message) {
        var sentAt = message.fate().sentAt();
        return sentAt == null ? message.createdAt() : sentAt;
    }

    private static Optional<Instant> instant(Parameters query, String name) {
        return query.find(name).flatMap(SentFilter::parse);
    }

    /** Twilio's own clients leave the zone out. */
    private static Optional<Instant> parse(String text) {
        var isDay = text.length() == "2026-01-31".length();
        try {
            return Optional.of(
                    isDay
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text.endsWith("Z") ? text : text + "Z"));
        } catch (DateTimeException nonsense) {
            return Optional.empty();
        }
    }
}
