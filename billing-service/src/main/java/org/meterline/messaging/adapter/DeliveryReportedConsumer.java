package org.meterline.messaging.adapter;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.contracts.Topology;
import org.meterline.messaging.OutboundId;
import org.meterline.messaging.OutboundStatus;
import org.meterline.messaging.domain.DeliveryStatus;
import org.meterline.messaging.domain.ProviderErrors;
import org.meterline.messaging.domain.Remedy;
import org.meterline.messaging.domain.Routing.Reason;
import org.meterline.platform.Inbox;
import org.meterline.platform.Outbox;
import org.meterline.platform.QueueListener;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.platform.WorkerTransactions;
import org.meterline.tenants.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what became of our messages. Every word is kept; the status only goes forward. A word may come before our own note
 * that the message was sent: it is found by our id, which travels in the callback's path.
 */
@Singleton
final class DeliveryReportedConsumer implements QueueListener {

    private static final Logger log = LoggerFactory.getLogger(DeliveryReportedConsumer.class);

    private static final String NAME = "messaging.deliveries";
    private static final String OWNER_BY_ID = "select id, tenant_id from messaging.outbound where id = ?";
    private static final String OWNER_BY_PROVIDER_ID =
            "select id, tenant_id from messaging.outbound where provider_message_id = ?";
    private static final String KEEP = """
            insert into messaging.delivery_event (outbound_id, provider_message_id, status, error_code, received_at)
            values (?, ?, ?, ?, ?)
            """;
    private static final String ADVANCE = """
            update messaging.outbound set status = ?, unsure = false, updated_at = ?,
                provider_message_id = coalesce(provider_message_id, ?), error_code = coalesce(?, error_code)
            where id = ?
            """;
    private static final String SUPPRESS = """
            insert into messaging.suppression (address, reason, since) values (?, 'BLOCKED_AT_PROVIDER', ?)
            on conflict do nothing
            """;
    private static final String FALL_BACK = """
            insert into messaging.outbound (id, dedup_key, contact_id, address, channel, priority, purpose, locale, body,
                template, template_values, passes_opt_out, free_text_refused, about_message_id, about_photo_id,
                fallback_of, created_at, due_at, updated_at)
            select ?, ?, contact_id, address, ?, priority, purpose, locale, body,
                template, template_values, passes_opt_out, ?, about_message_id, about_photo_id, id, ?, ?, ?
            from messaging.outbound where id = ?
            on conflict on constraint said_once do nothing
            """;

    private final WorkerTransactions workers;
    private final TenantTransactions transactions;
    private final Inbox inbox;
    private final Outbox outbox;
    private final Sql sql;
    private final Tenants tenants;
    private final SendingLoop sending;
    private final ProviderErrors errors = ProviderErrors.shipped();
    private final InstantSource clock;

    DeliveryReportedConsumer(
            WorkerTransactions workers,
            TenantTransactions transactions,
            Inbox inbox,
            Outbox outbox,
            Sql sql,
            Tenants tenants,
            SendingLoop sending,
            InstantSource clock) {
        this.workers = workers;
        this.transactions = transactions;
        this.inbox = inbox;
        this.outbox = outbox;
        this.sql = sql;
        this.tenants = tenants;
        this.sending = sending;
        this.clock = clock;
    }

    @Override
    public Topology.ConsumerQueue queue() {
        return Topology.BILLING_DELIVERIES;
    }

    @Override
    public void receive(Event event) {
        switch (event) {
            case DeliveryReported reported -> receive(reported);
            default -> throw new IllegalArgumentException(event.type() + " does not belong here");
        }
    }

    private void receive(DeliveryReported reported) {
        var owner = owner(reported)
                .filter(own -> tenants.get(own.tenant).accountSid().equals(reported.accountSid()));
        var tenant = owner.map(Owner::tenant).orElse(TenantId.NOBODY);
        transactions.run(tenant, () -> {
            if (!inbox.firstTime(NAME, reported.eventId())) {
                return;
            }
            owner.ifPresent(own -> apply(own.id, reported));
            var outcome = owner.isPresent() ? Outcome.APPLIED : Outcome.IGNORED;
            outbox.settle(reported.messageId(), reported.messageId(), outcome);
        });
    }

    private Optional<Owner> owner(DeliveryReported reported) {
        return workers.call(() -> OutboundId.parse(reported.outboundId())
                .flatMap(id -> owner(OWNER_BY_ID, id.value()))
                .or(() -> owner(OWNER_BY_PROVIDER_ID, reported.providerMessageId())));
    }

    private Optional<Owner> owner(String query, Object key) {
        return sql.one(
                query,
                row -> new Owner(
                        new OutboundId(row.getObject("id", UUID.class)),
                        new TenantId(row.getObject("tenant_id", UUID.class))),
                key);
    }

    private void apply(OutboundId id, DeliveryReported reported) {
        sql.update(
                KEEP,
                id.value(),
                reported.providerMessageId(),
                reported.status(),
                reported.errorCode(),
                reported.receivedAt());
        var row = sql.one("select * from messaging.outbound where id = ? for update", OutboundRow::read, id.value())
                .orElseThrow();
        var status = DeliveryStatus.after(row.status(), reported.status());
        if (status == row.status()) {
            return;
        }
        sql.update(ADVANCE, status, clock.instant(), reported.providerMessageId(), reported.errorCode(), id.value());
        log.info("message {} is {}", id, status);
        if (status == OutboundStatus.FAILED) {
            mend(row, reported.errorCode());
        }
    }

    /** What was refused after it had been taken goes another way, as a message of its own; each way is tried once. */
    private void mend(OutboundRow row, @Nullable String code) {
        var remedy = errors.afterCallback(code);
        log.atLevel(remedy == Remedy.ALARM ? org.slf4j.event.Level.ERROR : org.slf4j.event.Level.WARN)
                .log("message {} failed with {}: {}", row.id(), code, remedy);
        switch (remedy) {
            case RETRY, SLOW_DOWN -> fallBack(row, remedy, row.channel(), row.freeTextRefused());
            case USE_TEMPLATE -> fallBack(row, remedy, row.channel(), true);
            case USE_SMS -> {
                if (row.channel() == Channel.WHATSAPP && canSms(row)) {
                    fallBack(row, remedy, Channel.SMS, false);
                } else {
                    sql.update(
                            "update messaging.outbound set note = ? where id = ?",
                            Reason.UNREACHABLE,
                            row.id().value());
                }
            }
            case SUPPRESS -> sql.update(SUPPRESS, row.address().value(), clock.instant());
            case GIVE_UP, ALARM -> {}
        }
    }

    private boolean canSms(OutboundRow row) {
        return row.address().isNumber() && tenants.get(row.tenant()).smsNumber() != null;
    }

    private void fallBack(OutboundRow row, Remedy remedy, Channel channel, boolean freeTextRefused) {
        var way = "/" + remedy.name().toLowerCase(Locale.ROOT);
        if (row.dedupKey().endsWith(way)) {
            return;
        }
        var now = clock.instant();
        sql.update(
                FALL_BACK,
                OutboundId.fresh().value(),
                row.dedupKey() + way,
                channel,
                freeTextRefused,
                now,
                now,
                now,
                row.id().value());
        transactions.afterCommit(sending::nudge);
    }

    private record Owner(OutboundId id, TenantId tenant) {}
}
