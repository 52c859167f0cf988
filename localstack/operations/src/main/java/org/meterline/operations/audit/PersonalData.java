package org.meterline.operations.audit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.meterline.contracts.Topology;
import org.meterline.operations.audit.Needles.Kind;
import org.meterline.operations.deployment.OutOfReach;
import org.meterline.operations.store.Broker;
import org.meterline.operations.store.LogFiles;
import org.meterline.operations.store.MessageRecord;
import org.meterline.operations.store.Stores;

/**
 * Looks for the very numbers, names, texts and secrets that the stores know, wherever they must not stand: logs, metrics, health
 * pages, what staff see of dead letters, and messages in queues. Events carry what their sender is known by in the fields that the
 * contract marks, and nowhere else; their headers carry nothing, and words travel nowhere.
 */
final class PersonalData extends Check {

    private static final List<String> PAGES = List.of("/health", "/health/readiness", "/ready", "/prometheus");
    private static final int PEEKED_MAX = 2_000; // all of them in our hands at once, and some round trips
    private static final Set<Kind> EVERYTHING = EnumSet.allOf(Kind.class);
    private static final Set<Kind> ALL_BUT_IDENTITIES = EnumSet.complementOf(EnumSet.of(Kind.NUMBER, Kind.IDENTITY));

    private static final String DEAD_LETTERS = """
            select letter.id::text as id,
                   concat_ws(' ', event_id, type, message_id, first_failure, last_failure, attributes::text,
                       (select string_agg(reason, ' ') from deadletters.decision where letter_id = letter.id)) as shown
            from deadletters.dead_letter letter
            """;

    private final Needles needles = new Needles();

    PersonalData(Scope scope) {
        super(Rule.PERSONAL_DATA, scope);
    }

    @Override
    boolean wantsRecords() {
        return true;
    }

    @Override
    void see(MessageRecord message) {
        message.identities().forEach(needles::identity);
        var name = message.profileName();
        if (name != null) {
            needles.number(name);
            needles.name(name);
        }
        var text = message.text();
        if (text != null) {
            needles.text(text);
        }
    }

    @Override
    void end(Stores stores) {
        stores.target().secrets().forEach(needles::secret);
        var notNow = new ArrayList<OutOfReach>();
        for (var place :
                List.<Consumer<Stores>>of(this::gather, this::logs, this::pages, this::letters, this::queues)) {
            try {
                place.accept(stores);
            } catch (OutOfReach failure) {
                notNow.add(failure);
            }
        }
        if (!notNow.isEmpty()) {
            throw notNow.getFirst();
        }
    }

    /** What the database knows of people. The utilities' own numbers are on every poster. */
    private void gather(Stores stores) {
        var database = stores.database();
        database.forEach("select value from customers.contact_identity", row -> needles.identity(row.getString(1)));
        database.forEach("select name from customers.customer", row -> needles.name(row.getString(1)));
        database.forEach(
                "select distinct left(body, 64) from messaging.outbound", row -> needles.text(row.getString(1)));
        database.forEach("select receiving_number, sms_number from tenants.tenant", row -> {
            for (var number : Stream.of(row.getString(1), row.getString(2))
                    .filter(known -> known != null)
                    .toList()) {
                needles.allow(number);
            }
        });
    }

    private void logs(Stores stores) {
        new LogFiles(stores.target().logs().get())
                .forEach((file, number, line) -> look("log", file.getFileName() + ":" + number, line, EVERYTHING));
    }

    private void pages(Stores stores) {
        for (var page : PAGES) {
            var answer = stores.billing().get(page);
            answer.body().lines().forEach(line -> look("page", page, line, EVERYTHING));
        }
    }

    private void letters(Stores stores) {
        stores.database()
                .forEach(
                        DEAD_LETTERS,
                        row -> look("dead letter", row.getString("id"), row.getString("shown"), EVERYTHING));
    }

    private void queues(Stores stores) {
        var notLookedAt = 0L;
        for (var queue : Topology.QUEUES) {
            notLookedAt += look(stores, queue.name()) + look(stores, queue.deadLetters());
            for (var wait : Topology.RETRY_LADDER) {
                notLookedAt += look(stores, queue.waitQueue(wait));
            }
        }
        if (notLookedAt > 0) {
            throw new OutOfReach("%d messages in queues that hold more than %d were not looked at"
                    .formatted(notLookedAt, PEEKED_MAX));
        }
    }

    /** @return how many were not looked at */
    private long look(Stores stores, String queue) {
        var messages = stores.broker().depth(queue).map(Broker.Depth::messages).orElse(0L);
        if (messages > 0) {
            stores.broker().peek(queue, Math.min(messages, PEEKED_MAX), message -> {
                look("header of a message", queue, message.headers(), EVERYTHING);
                for (var field : EventFields.in(message.type(), message.body())) {
                    look("message", queue, field.text(), field.isIdentity() ? ALL_BUT_IDENTITIES : EVERYTHING);
                }
            });
        }
        return Math.max(0, messages - PEEKED_MAX);
    }

    private void look(String place, String where, String text, Set<Kind> forbidden) {
        for (var kind : needles.in(text)) {
            if (forbidden.contains(kind)) {
                tally.add(kind.shown() + " in a " + place, where);
            }
        }
    }
}
