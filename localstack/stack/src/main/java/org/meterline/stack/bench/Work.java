package org.meterline.stack.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.MeterType;
import org.meterline.contracts.PartKind;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.contracts.Topology;

/**
 * What billing is given to do, numbered from 1. Whatever differs between two of them carries the number in twelve digits, so
 * that the statements of one can be written down for all.
 */
public enum Work {
    MESSAGES(Topology.BILLING_MESSAGES, "select count(*) from conversation.inbound", "conversation.inbound") {
        @Override
        Event event(int number, Instant now) {
            var id = "SM" + "a".repeat(20) + digits(number);
            return new MessageReceived(
                    id,
                    phone(number),
                    now,
                    Channel.WHATSAPP,
                    RECEIVING_NUMBER,
                    names(number),
                    ACCOUNT,
                    List.of(new MessageReceived.Part(id, PartKind.TEXT, null)));
        }
    },
    DELIVERIES(Topology.BILLING_DELIVERIES, "select count(*) from platform.inbox", "platform.inbox") {
        @Override
        Event event(int number, Instant now) {
            var id = "SM" + "b".repeat(20) + digits(number);
            return new DeliveryReported(
                    id + "/delivered", now, id, uuid(4, number), Channel.WHATSAPP, "delivered", null, ACCOUNT);
        }
    },
    READINGS(
            Topology.BILLING_READINGS,
            "select count(*) from readings.reading where source = 'PHOTO'",
            "platform.inbox") {
        @Override
        Event event(int number, Instant now) {
            var id = "SM" + "c".repeat(20) + digits(number);
            var candidate = new Candidate(
                    DIAL,
                    SURE,
                    DIAL.replace(".", "")
                            .chars()
                            .mapToObj(digit -> new Candidate.Digit(Character.toString(digit), SURE, false))
                            .toList());
            return new ReadingCaptured(
                    id,
                    phone(number),
                    MeterType.ELECTRICITY,
                    DIAL,
                    "meters/2026/11/21/" + id + ".jpg",
                    SURE,
                    now,
                    id,
                    Channel.WHATSAPP,
                    RECEIVING_NUMBER,
                    names(number),
                    List.of(candidate),
                    "f".repeat(52) + digits(number),
                    null,
                    null,
                    List.of(),
                    "bench");
        }
    };

    static final String RECEIVING_NUMBER = "+27600000001";
    static final String ACCOUNT = "AC00000000000000000000000000000001";

    /** How many digits a number has wherever it stands. */
    static final int DIGITS = 12;

    private static final String DIAL = "01300.5";
    private static final BigDecimal SURE = new BigDecimal("0.97");
    private static final String TENANT = "00000000-0000-4000-8000-00000000beef";
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new SimpleModule().addSerializer(Instant.class, new JsonSerializer<>() {
                @Override
                public void serialize(Instant instant, JsonGenerator out, SerializerProvider provider)
                        throws IOException {
                    out.writeString(instant.toString());
                }
            }));

    private final Topology.ConsumerQueue queue;
    private final String doneQuery;
    private final String clockTable;

    Work(Topology.ConsumerQueue queue, String doneQuery, String clockTable) {
        this.queue = queue;
        this.doneQuery = doneQuery;
        this.clockTable = clockTable;
    }

    /** The event with a number. */
    abstract Event event(int number, Instant now);

    Topology.ConsumerQueue queue() {
        return queue;
    }

    /** Counts how many are done. */
    String doneQuery() {
        return doneQuery;
    }

    /** How many are done. */
    int done(BenchDatabase database) {
        return (int) database.number(doneQuery);
    }

    /** How many were done in a second, the first and the last tenth left out, by the times that the rows carry. */
    double perSecond(BenchDatabase database) {
        return database.number("""
                select count(*) filter (where heard_at between b and e) / extract(epoch from max(e) - max(b)) from %s,
                    (select percentile_disc(0.1) within group (order by heard_at) b,
                        percentile_disc(0.9) within group (order by heard_at) e from %s) span
                """.formatted(clockTable, clockTable));
    }

    static byte[] json(Event event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Makes a utility, unless it is there, with so many customers, each with a meter. */
    static void seed(BenchDatabase database, int customers) {
        if (database.number("select count(*) from tenants.tenant") > 0) {
            return;
        }
        database.execute("""
                insert into tenants.tenant (tenant_id, code, name, locale, currency, zone, receiving_number, account_sid,
                    electricity_confidence_min, water_confidence_min, gas_confidence_min, high_usage_factor)
                values ('%1$s', 'bench', 'Bench', 'en-ZA', 'ZAR', 'Africa/Johannesburg', '%2$s', '%3$s', 0.9, 0.9, 0.9, 5);
                """.formatted(TENANT, RECEIVING_NUMBER, ACCOUNT));
        database.execute("""
                create temporary table n as select n, lpad(n::text, 12, '0') as digits from generate_series(1, %2$d) n;
                insert into customers.customer (id, tenant_id, number, name)
                    select ('00000000-0000-4000-8001-' || digits)::uuid, '%1$s', digits, 'Somebody' from n;
                insert into customers.account (id, tenant_id, customer_id, number)
                    select ('00000000-0000-4000-8002-' || digits)::uuid, '%1$s',
                        ('00000000-0000-4000-8001-' || digits)::uuid, digits from n;
                insert into customers.contact (id, tenant_id)
                    select ('00000000-0000-4000-8003-' || digits)::uuid, '%1$s' from n;
                insert into customers.contact_identity (tenant_id, type, value, contact_id)
                    select '%1$s', 'PHONE', '+27' || digits, ('00000000-0000-4000-8003-' || digits)::uuid from n;
                insert into customers.contact_account (tenant_id, contact_id, account_id)
                    select '%1$s', ('00000000-0000-4000-8003-' || digits)::uuid,
                        ('00000000-0000-4000-8002-' || digits)::uuid from n;
                insert into customers.meter (id, tenant_id, account_id, serial, kind, digits, decimals, multiplier, installed_index)
                    select ('00000000-0000-4000-8005-' || digits)::uuid, '%1$s',
                        ('00000000-0000-4000-8002-' || digits)::uuid, 'EM-' || digits, 'ELECTRICITY', 5, 1, 1, 0 from n;
                insert into messaging.recipient (tenant_id, channel, address, last_inbound_at)
                    select '%1$s', 'WHATSAPP', '+27' || digits, now() - interval '1 day' from n;
                """.formatted(TENANT, customers));
    }

    /** As if nothing had been done yet: each meter has its opening reading, each customer a message that was sent. */
    static void reset(BenchDatabase database, int customers) {
        database.execute("""
                truncate platform.inbox, platform.outgoing_event, platform.outgoing_outcome, conversation.inbound,
                    readings.reading, readings.verdict, readings.held_photo, readings.photo_look, messaging.outbound cascade;
                insert into readings.reading (id, tenant_id, meter_id, source, index_thousandths, taken_at, period)
                    select gen_random_uuid(), '%1$s', id, 'IMPORT', 1000000, now() - interval '30 days', '2026-10'
                    from customers.meter;
                insert into messaging.outbound (id, tenant_id, dedup_key, contact_id, address, channel, priority, purpose, locale,
                        body, status, created_at, due_at, claimed_at, updated_at, provider_message_id)
                    select ('00000000-0000-4000-8004-' || digits)::uuid, '%1$s', 'bench/' || digits,
                        ('00000000-0000-4000-8003-' || digits)::uuid, '+27' || digits, 'WHATSAPP', 0, 'answer.menu', 'en',
                        'Thank you: your reading was received.', 'SENT', now(), now(), now(), now(), 'SM' || repeat('b', 20) || digits
                    from (select lpad(n::text, 12, '0') as digits from generate_series(1, %2$d) n) n;
                """.formatted(TENANT, customers));
        database.execute("vacuum analyze");
        database.execute("checkpoint");
    }

    private static String digits(int number) {
        return String.format("%012d", number);
    }

    private static String phone(int number) {
        return "+27" + digits(number);
    }

    private static List<ContactIdentity> names(int number) {
        return List.of(new ContactIdentity(ContactIdentity.Type.PHONE, phone(number)));
    }

    private static String uuid(int kind, int number) {
        return "00000000-0000-4000-800" + kind + "-" + digits(number);
    }
}
