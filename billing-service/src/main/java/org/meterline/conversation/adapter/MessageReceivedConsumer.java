package org.meterline.conversation.adapter;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.contracts.PartKind;
import org.meterline.contracts.Topology;
import org.meterline.customers.Customers;
import org.meterline.messaging.Recipients;
import org.meterline.platform.Outbox;
import org.meterline.platform.QueueListener;
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
final class MessageReceivedConsumer implements QueueListener {

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
    public void receive(Event event) {
        switch (event) {
            case MessageReceived message ->
                tenants.ofReceivingNumber(message.receivingNumber())
                        .ifPresentOrElse(tenant -> keep(message, tenant), () -> ignore(message));
            default -> throw new IllegalArgumentException(event.type() + " does not belong here");
        }
    }

    private void keep(MessageReceived message, Tenant tenant) {
        transactions.run(tenant.id(), () -> {
            var now = clock.instant();
            recipients.wrote(message.channel(), message.contact(), message.receivedAt());
            var contact = customers.findOrCreate(message.contact()).id();
            for (var part : message.parts()) {
                inbound.add(message, part, contact, now, now.plus(settings.grace()), part.kind() != PartKind.PHOTO);
            }
            transactions.afterCommit(workers::nudge);
        });
    }

    /** Nobody owns the number that was written to, and so nobody can answer. */
    private void ignore(MessageReceived message) {
        log.warn("message {} went to a number that no tenant owns", message.messageId());
        transactions.run(TenantId.NOBODY, () -> {
            for (var part : message.parts()) {
                if (part.kind() != PartKind.PHOTO) {
                    outbox.settle(message.messageId(), part.partId(), Outcome.IGNORED);
                }
            }
        });
    }
}
