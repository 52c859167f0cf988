package org.meterline.readings;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.MeterType;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.customers.MeterId;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.domain.Readings;

/** A utility of its own for one test, with customers, meters and photos made up on the way. */
public final class Utility {

    private static final AtomicLong NUMBERS = new AtomicLong(10_000_000);

    private final TenantTransactions transactions;
    private final Sql sql;
    private final Readings readings;
    public final TenantId tenant;
    public final String receivingNumber;

    /** A tenant that is there already. */
    public Utility(
            TenantTransactions transactions, Sql sql, Readings readings, TenantId tenant, String receivingNumber) {
        this.transactions = transactions;
        this.sql = sql;
        this.readings = readings;
        this.tenant = tenant;
        this.receivingNumber = receivingNumber;
    }

    /** A new tenant. To be made before anyone asks for one, because tenants are remembered. */
    public static Utility founded(TenantTransactions transactions, Sql sql, Readings readings) {
        var utility = new Utility(
                transactions, sql, readings, new TenantId(UUID.randomUUID()), "+1415" + NUMBERS.incrementAndGet());
        var id = utility.tenant.value();
        utility.transactions.run(
                utility.tenant,
                () -> utility.sql.update("""
                insert into tenants.tenant (tenant_id, code, name, locale, currency, zone, receiving_number, account_sid,
                    electricity_confidence_min, water_confidence_min, gas_confidence_min, high_usage_factor)
                values (?, ?, 'Test utility', 'en-ZA', 'ZAR', 'Africa/Johannesburg', ?,
                    'AC00000000000000000000000000000001', 0.9, 0.9, 0.9, 5)
                """, id, "t" + id.toString().replace("-", ""), utility.receivingNumber));
        return utility;
    }

    /** A person with a number that nobody has. */
    public List<ContactIdentity> newPerson() {
        return List.of(new ContactIdentity(ContactIdentity.Type.PHONE, "+2783" + NUMBERS.incrementAndGet()));
    }

    /** An account with meters of five digits and one decimal, and the contact that speaks for it. */
    public List<MeterId> metersOf(List<ContactIdentity> person, String... serials) {
        return transactions.in(tenant, () -> {
            var customer = UUID.randomUUID();
            var account = UUID.randomUUID();
            sql.update(
                    "insert into customers.customer (id, number, name) values (?, ?, 'Somebody')",
                    customer,
                    customer.toString());
            sql.update(
                    "insert into customers.account (id, customer_id, number) values (?, ?, ?)",
                    account,
                    customer,
                    account.toString());
            speak(person, account);
            return List.of(serials).stream()
                    .map(serial -> {
                        var meter = UUID.randomUUID();
                        sql.update("""
                                insert into customers.meter
                                    (id, account_id, serial, kind, digits, decimals, multiplier, installed_index)
                                values (?, ?, ?, ?, 5, 1, 1, 0)
                                """, meter, account, serial, MeterType.ELECTRICITY);
                        return new MeterId(meter);
                    })
                    .toList();
        });
    }

    /** Lets a person speak for the account of a meter that is there already. */
    public void letSpeak(List<ContactIdentity> person, MeterId meter) {
        transactions.run(
                tenant,
                () -> speak(
                        person,
                        sql.one(
                                        "select account_id from customers.meter where id = ?",
                                        row -> row.getObject("account_id", UUID.class),
                                        meter.value())
                                .orElseThrow()));
    }

    private void speak(List<ContactIdentity> person, UUID account) {
        var contact = UUID.randomUUID();
        sql.update("insert into customers.contact (id) values (?)", contact);
        for (var identity : person) {
            sql.update(
                    "insert into customers.contact_identity (type, value, contact_id) values (?, ?, ?)",
                    identity.type(),
                    identity.value(),
                    contact);
        }
        sql.update("insert into customers.contact_account (contact_id, account_id) values (?, ?)", contact, account);
    }

    /** An opening reading. */
    public void opening(MeterId meter, String index, Instant at) {
        var added = transactions.in(
                tenant,
                () -> readings.add(new Reading(
                        new ReadingId(UUID.randomUUID()),
                        meter,
                        ReadingSource.IMPORT,
                        MeterIndex.parse(index).orElseThrow(),
                        null,
                        null,
                        at,
                        YearMonth.of(2026, 10),
                        Set.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)));
        if (!added) {
            throw new IllegalStateException("the opening reading was there already");
        }
    }

    /** What the reader says about a new photo. */
    public ReadingCaptured photo(List<ContactIdentity> person, String dial, String confidence, Instant at) {
        return photo(
                person,
                dial,
                confidence,
                at,
                UUID.randomUUID().toString().replace("-", "").repeat(2),
                null);
    }

    /** What the reader says about a new photo that looks like this. */
    public ReadingCaptured photoLike(
            List<ContactIdentity> person, String dial, Instant at, String perceptualHash, @Nullable String serial) {
        var photo = photo(person, dial, "0.97", at);
        return seen(photo, perceptualHash, serial, photo.readerVersion());
    }

    /** What another version of the reader says about the same photo: the same. */
    public static ReadingCaptured readBy(ReadingCaptured photo, String readerVersion) {
        return seen(photo, photo.perceptualHash(), photo.serial(), readerVersion);
    }

    private static ReadingCaptured seen(
            ReadingCaptured photo, @Nullable String perceptualHash, @Nullable String serial, String readerVersion) {
        return new ReadingCaptured(
                photo.messageId(),
                photo.userPhone(),
                photo.meterType(),
                photo.meterReading(),
                photo.imageS3Key(),
                photo.confidence(),
                photo.receivedAt(),
                photo.photoId(),
                photo.channel(),
                photo.receivingNumber(),
                photo.contact(),
                photo.candidates(),
                photo.imageSha256(),
                perceptualHash,
                serial,
                photo.findings(),
                readerVersion);
    }

    /** What the reader says about a photo with these bytes. */
    public ReadingCaptured photo(
            List<ContactIdentity> person,
            String dial,
            String confidence,
            Instant at,
            String sha256,
            @Nullable String serial) {
        var messageId = String.format(Locale.ROOT, "MM%032x", NUMBERS.incrementAndGet());
        var candidate = new Candidate(dial, new BigDecimal(confidence), List.of());
        return new ReadingCaptured(
                messageId,
                null,
                null,
                dial,
                "meters/2026/11/" + messageId + ".jpg",
                candidate.confidence(),
                at,
                messageId,
                Channel.WHATSAPP,
                receivingNumber,
                person,
                List.of(candidate),
                sha256,
                null,
                serial,
                List.of(),
                "test-1");
    }

    /** Every valid reading of a meter, the latest first. */
    public List<Reading> readingsOf(MeterId meter) {
        return transactions.in(tenant, () -> readings.list(ReadingFilter.ofMeter(meter, 100)));
    }

    /** The outcomes that were reported of a photo, in order. */
    public List<String> outcomesOf(String photoId) {
        return transactions.in(
                tenant,
                () -> sql.list(
                        "select outcome from platform.outgoing_outcome where part_id = ? order by id",
                        row -> row.getString("outcome"),
                        photoId));
    }
}
