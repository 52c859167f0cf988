package org.meterline.platform.adapter;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.contracts.PartKind;
import org.meterline.conversation.Talk;
import org.meterline.customers.MeterId;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantTransactions;
import org.meterline.platform.adapter.Errand.Said;
import org.meterline.readings.Utility;

/** The customers of a {@link CrashSite}: for each errand a person, a meter where one is needed, and what the person says. */
final class Customers {

    private static final Instant LAST_MONTH = Instant.now().minus(Duration.ofDays(30));

    private final Utility utility;
    private final TenantTransactions transactions;
    private final Sql sql;
    private int number;

    Customers(Utility utility, TenantTransactions transactions, Sql sql) {
        this.utility = utility;
        this.transactions = transactions;
        this.sql = sql;
    }

    /** A new errand, that nothing was said of yet. */
    Errand errand(Road road) {
        number++;
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var person = utility.newPerson();
        return switch (road) {
            case PHOTO, REPLAYED -> photo(road, person, "0.99", now);
            case ACCEPTED, CORRECTED, REJECTED -> photo(road, person, "0.70", now);
            case POISON, DISCARDED -> {
                var meter = meterOf(person);
                var photo = utility.photo(person, "01050.0", "0.99", now, "no hash has a \0 in it", null);
                yield new Errand(road, person, meter, new Said(photo, "", road.outcome()), List.of());
            }
            case TEXT -> new Errand(road, person, null, text(person, now, "hello", road.outcome()), List.of());
            case TYPED ->
                new Errand(road, person, meterOf(person), text(person, now, "1050", road.outcome()), List.of());
            case STRANGER -> {
                var serial = "HIDDEN-" + number;
                var meter = meterOf(utility.newPerson(), serial);
                var photo = utility.photo(person, "01050.0", "0.99", now);
                yield new Errand(
                        road,
                        person,
                        meter,
                        new Said(photo, "", road.outcome()),
                        List.of(
                                text(person, now.plusMillis(1), accountOf(meter), Outcome.ANSWERED),
                                text(person, now.plusMillis(2), serial, Outcome.ANSWERED)));
            }
            case STATUS ->
                new Errand(road, person, null, new Said(told(Talk.newMessageId(), null, now), "", null), List.of());
        };
    }

    private Errand photo(Road road, List<ContactIdentity> person, String confidence, Instant at) {
        var meter = meterOf(person);
        var photo = utility.photo(person, "01050.0", confidence, at);
        return new Errand(road, person, meter, new Said(photo, "", road.outcome()), List.of());
    }

    private MeterId meterOf(List<ContactIdentity> person) {
        return meterOf(person, "METER-" + number);
    }

    private MeterId meterOf(List<ContactIdentity> person, String serial) {
        var meter = utility.metersOf(person, serial).getFirst();
        utility.opening(meter, "1000.0", LAST_MONTH);
        return meter;
    }

    /** A number that fits into a message, for the account of a meter. */
    private String accountOf(MeterId meter) {
        var account = "ACC-" + number;
        transactions.run(
                utility.tenant,
                () -> sql.update(
                        "update customers.account set number = ? where id = (select account_id from customers.meter where id = ?)",
                        account,
                        meter.value()));
        return account;
    }

    private Said text(List<ContactIdentity> person, Instant at, String words, Outcome outcome) {
        var id = Talk.newMessageId();
        var message = new MessageReceived(
                id,
                person.getFirst().value(),
                at,
                Channel.WHATSAPP,
                utility.receivingNumber,
                person,
                Talk.ACCOUNT,
                List.of(new MessageReceived.Part(id, PartKind.TEXT, null)));
        return new Said(message, words, outcome);
    }

    /** What the provider says of a message that it has delivered. */
    static DeliveryReported told(String providerId, String outboundId, Instant at) {
        return new DeliveryReported(
                providerId + "/delivered",
                at,
                providerId,
                outboundId,
                Channel.WHATSAPP,
                "delivered",
                null,
                Talk.ACCOUNT);
    }
}
