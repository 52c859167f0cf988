package org.meterline.tenants;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.PartKind;

/** What customers write to a utility, as ingest tells it. */
public final class Inbound {

    private static final AtomicLong NUMBERS = new AtomicLong(5_000_000);

    private Inbound() {}

    /** A text of somebody new. */
    public static MessageReceived text(Tenant tenant) {
        return text(tenant, "+2784" + NUMBERS.incrementAndGet());
    }

    /** A text from a number. */
    public static MessageReceived text(Tenant tenant, String phone) {
        var id = "SM" + UUID.randomUUID().toString().replace("-", "");
        return message(tenant, phone, new MessageReceived.Part(id, PartKind.TEXT, null), id);
    }

    /** A photo of somebody new, which the reader answers and no worker. */
    public static MessageReceived photo(Tenant tenant) {
        var id = "MM" + UUID.randomUUID().toString().replace("-", "");
        var part = new MessageReceived.Part(id, PartKind.PHOTO, "meters/2026/11/" + id + ".jpg");
        return message(tenant, "+2784" + NUMBERS.incrementAndGet(), part, id);
    }

    private static MessageReceived message(Tenant tenant, String phone, MessageReceived.Part part, String id) {
        return new MessageReceived(
                id,
                phone,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                Channel.WHATSAPP,
                tenant.receivingNumber(),
                List.of(new ContactIdentity(ContactIdentity.Type.PHONE, phone)),
                tenant.accountSid(),
                List.of(part));
    }
}
