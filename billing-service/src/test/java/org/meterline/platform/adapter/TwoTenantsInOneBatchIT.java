package org.meterline.platform.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.contracts.Channel;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.Topology;
import org.meterline.platform.BatchListener;
import org.meterline.platform.QueueListener;
import org.meterline.platform.ServiceUnderTest;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.tenants.Inbound;
import org.meterline.tenants.Tenant;

/** Events of several utilities, and of none, that come in one batch: each gets its own, and none sees another's. */
class TwoTenantsInOneBatchIT {

    @RegisterExtension
    static final ServiceUnderTest service = new ServiceUnderTest();

    private final TenantTransactions transactions = service.bean(TenantTransactions.class);
    private final Sql sql = service.bean(Sql.class);
    private final Tenant one = service.newTenant();
    private final Tenant other = service.newTenant();

    @Test
    void messages_are_written_down_for_the_utility_they_were_sent_to() {
        var toOne = List.of(Inbound.photo(one), Inbound.photo(one));
        var toOther = Inbound.photo(other);
        var toNobody = Inbound.text(strangerTo(one));

        listener(Topology.BILLING_MESSAGES)
                .receiveAll(List.of(toOne.getFirst(), toNobody, toOther, toOne.getLast(), toOther));

        assertThat(heard(one.id()))
                .containsExactlyInAnyOrder(
                        toOne.getFirst().messageId(), toOne.getLast().messageId());
        assertThat(heard(other.id())).containsExactly(toOther.messageId());
        assertThat(heard(TenantId.NOBODY)).isEmpty();
    }

    /** One number writes to both: it is a person of each, and neither knows of the other. */
    @Test
    void the_same_person_is_a_contact_of_each_utility() {
        var toOne = Inbound.text(one, "+27840009999");
        var toOther = Inbound.text(other, "+27840009999");

        listener(Topology.BILLING_MESSAGES).receiveAll(List.of(toOne, toOther));

        assertThat(contacts(one.id())).hasSize(1);
        assertThat(contacts(other.id())).hasSize(1).isNotEqualTo(contacts(one.id()));
        assertThat(heard(one.id())).containsExactly(toOne.messageId());
        assertThat(heard(other.id())).containsExactly(toOther.messageId());
    }

    @Test
    void reports_are_taken_by_the_utility_whose_message_it_was() {
        var ofOne = said(one);
        var ofOther = said(other);
        var reports = new ArrayList<Event>(List.of(
                report(ofOne, "delivered", one.accountSid()),
                report(ofOther, "sent", other.accountSid()),
                report(UUID.randomUUID(), "delivered", one.accountSid()),
                report(ofOther, "read", other.accountSid())));
        reports.add(reports.getFirst());

        listener(Topology.BILLING_DELIVERIES).receiveAll(reports);

        assertThat(statuses(one.id())).containsExactly("DELIVERED");
        assertThat(statuses(other.id())).containsExactly("READ");
        assertThat(words(one.id())).containsExactly("delivered");
        assertThat(words(other.id())).containsExactlyInAnyOrder("sent", "read");
    }

    /** An account is a utility's own: what it says of another's message is not believed, in whatever company it comes. */
    @Test
    void a_report_of_another_utilitys_account_is_taken_by_nobody() {
        var ofOne = said(one);
        var ofOther = said(other);

        listener(Topology.BILLING_DELIVERIES)
                .receiveAll(List.of(
                        report(ofOne, "delivered", "AC" + "9".repeat(32)),
                        report(ofOther, "delivered", other.accountSid())));

        assertThat(statuses(one.id())).containsExactly("SENT");
        assertThat(words(one.id())).isEmpty();
        assertThat(statuses(other.id())).containsExactly("DELIVERED");
    }

    /** What one utility's part of a batch breaks is done again for all, alone; what the other's did before has no effect twice. */
    @Test
    void a_batch_that_one_utility_spoils_is_done_again_event_by_event_without_doing_anything_twice() {
        var toOther = Inbound.photo(other);
        var spoiled = spoiled(Inbound.photo(one));
        var toOne = Inbound.photo(one);
        var listener = listener(Topology.BILLING_MESSAGES);

        assertThatThrownBy(() -> listener.receiveAll(List.of(toOther, spoiled, toOne)))
                .isInstanceOf(RuntimeException.class);
        assertThat(heard(one.id())).as("of the spoiled utility nothing").isEmpty();

        for (var alone : List.of(toOther, toOne)) {
            listener.receive(alone);
        }
        assertThatThrownBy(() -> listener.receive(spoiled)).isInstanceOf(RuntimeException.class);

        assertThat(heard(one.id())).containsExactly(toOne.messageId());
        assertThat(heard(other.id())).containsExactly(toOther.messageId());
        assertThat(contacts(other.id())).hasSize(1);
    }

    private static BatchListener listener(Topology.ConsumerQueue queue) {
        return service.beans(QueueListener.class).stream()
                .filter(listener -> listener.queue().equals(queue))
                .map(BatchListener.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Tenant strangerTo(Tenant tenant) {
        return new Tenant(
                new TenantId(UUID.randomUUID()),
                "nobody",
                "Nobody",
                tenant.locale(),
                tenant.currency(),
                tenant.zone(),
                "+27999" + UUID.randomUUID().toString().replaceAll("[^0-9]", "").substring(0, 6),
                null,
                tenant.accountSid(),
                null,
                tenant.validation());
    }

    /** A message that the database refuses: text there cannot hold the character 0. */
    private static MessageReceived spoiled(MessageReceived message) {
        return new MessageReceived(
                message.messageId() + "\0",
                message.userPhone(),
                message.receivedAt(),
                message.channel(),
                message.receivingNumber(),
                message.contact(),
                message.accountSid(),
                message.parts());
    }

    private UUID said(Tenant tenant) {
        var id = UUID.randomUUID();
        transactions.run(tenant.id(), () -> sql.update("""
                        insert into messaging.outbound (id, dedup_key, address, channel, priority, purpose, locale, body, status,
                            provider_message_id, created_at, due_at, updated_at)
                        values (?, ?, '+27820001111', 'WHATSAPP', 1, 'test', 'en', 'hello', 'SENT', ?, now(), now(), now())
                        """, id, id.toString(), providerIdOf(id)));
        return id;
    }

    private static DeliveryReported report(UUID outbound, String status, String account) {
        var sid = providerIdOf(outbound);
        return new DeliveryReported(
                sid + "/" + status, Instant.now(), sid, outbound.toString(), Channel.WHATSAPP, status, null, account);
    }

    private static String providerIdOf(UUID outbound) {
        return "SM" + outbound.toString().replace("-", "");
    }

    private List<String> heard(TenantId tenant) {
        return texts(tenant, "select message_id as it from conversation.inbound");
    }

    private List<String> contacts(TenantId tenant) {
        return texts(tenant, "select id::text as it from customers.contact");
    }

    private List<String> statuses(TenantId tenant) {
        return texts(tenant, "select status as it from messaging.outbound");
    }

    private List<String> words(TenantId tenant) {
        return texts(tenant, "select status as it from messaging.delivery_event");
    }

    private List<String> texts(TenantId tenant, String query) {
        return transactions.in(tenant, () -> sql.list(query, row -> row.getString("it")));
    }
}
