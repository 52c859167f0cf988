package org.meterline.conversation.adapter;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.contracts.PartKind;
import org.meterline.contracts.Topology;
import org.meterline.conversation.adapter.InboundRows.Heard;
import org.meterline.customers.Customers;
import org.meterline.messaging.Recipients;
import org.meterline.messaging.Recipients.Writing;
import org.meterline.platform.BatchListener;
import org.meterline.platform.Outbox;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.tenants.Tenant;
import org.meterline.tenants.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears that a customer wrote, and only writes it down: the contact's worker answers, in order. Photos are answered by what
 * becomes of them; here they only open the session window.
 */
@Singleton
final class MessageReceivedConsumer implements BatchListener {

    private static final Logger log = LoggerFactory.getLogger(MessageReceivedConsumer.class);

    private final Tenants tenants;
    private final TenantTransactions transactions;
    private final Customers customers;
    private final Recipients recipients;
    private final InboundRows inbound;
    private final ContactWorkers workers;
    private final Outbox outbox;
    private final ConversationSettings settings;
    private final InstantSource clock;

    MessageReceivedConsumer(
            Tenants tenants,
            TenantTransactions transactions,
            Customers customers,
            Recipients recipients,
            InboundRows inbound,
            ContactWorkers workers,
            Outbox outbox,
            ConversationSettings settings,
            InstantSource clock) {
        this.tenants = tenants;
        this.transactions = transactions;
        this.customers = customers;
        this.recipients = recipients;
        this.inbound = inbound;
        this.workers = workers;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Topology.ConsumerQueue queue() {
        return Topology.BILLING_MESSAGES;
    }

    @Override
    public void receiveAll(List<Event> events) {
        var nobodys = new ArrayList<MessageReceived>();
        var messagesOf = new LinkedHashMap<Tenant, List<MessageReceived>>();
        for (var message : events.stream().map(MessageReceivedConsumer::message).toList()) {
            tenants.ofReceivingNumber(message.receivingNumber())
                    .map(tenant -> messagesOf.computeIfAbsent(tenant, first -> new ArrayList<>()))
                    .orElse(nobodys)
                    .add(message);
        }
        messagesOf.forEach((tenant, messages) -> transactions.run(tenant.id(), () -> keep(messages)));
        if (!nobodys.isEmpty()) {
            transactions.run(TenantId.NOBODY, () -> ignore(nobodys));
        }
    }

    private static MessageReceived message(Event event) {
        return switch (event) {
            case MessageReceived message -> message;
            default -> throw new IllegalArgumentException(event.type() + " does not belong here");
        };
    }

    private void keep(List<MessageReceived> messages) {
        var now = clock.instant();
        recipients.wrote(messages.stream()
                .map(message -> new Writing(message.channel(), message.contact(), message.receivedAt()))
                .toList());
        var contacts = customers.findOrCreateAll(
                messages.stream().map(MessageReceived::contact).toList());
        var heard = new ArrayList<Heard>();
        for (var i = 0; i < messages.size(); i++) {
            for (var part : messages.get(i).parts()) {
                heard.add(new Heard(messages.get(i), part, contacts.get(i)));
            }
        }
        inbound.add(heard, now, now.plus(settings.grace()));
        transactions.afterCommit(workers::nudge);
    }

    /** Nobody owns the number that was written to, and so nobody can answer. */
    private void ignore(List<MessageReceived> messages) {
        for (var message : messages) {
            log.warn("message {} went to a number that no tenant owns", message.messageId());
            for (var part : message.parts()) {
                if (part.kind() != PartKind.PHOTO) {
                    outbox.settle(message.messageId(), part.partId(), Outcome.IGNORED);
                }
            }
        }
    }
}
