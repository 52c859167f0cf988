package org.meterline.messaging.adapter;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.messaging.OutboundId;
import org.meterline.messaging.domain.ProviderErrors;
import org.meterline.messaging.domain.Remedy;
import org.meterline.messaging.domain.Routing.Reason;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantTransactions;
import org.meterline.tenants.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done about a message that was refused after it had been taken: it goes another way, as a message of its own, and each
 * way is tried once. Inside the transaction that heard of the failure.
 */
@Singleton
final class MendFailure {

    private static final Logger log = LoggerFactory.getLogger(MendFailure.class);

    private static final String SUPPRESS = """
            insert into messaging.suppression (address, reason, since) values (?, 'BLOCKED_AT_PROVIDER', ?)
            on conflict do nothing
            """;
    private static final String FALL_BACK = """
            insert into messaging.outbound (id, dedup_key, contact_id, address, channel, priority, purpose, locale, body,
                template, template_values, passes_opt_out, free_text_refused, about_message_id, about_photo_id,
                fallback_of, created_at, due_at, updated_at, traceparent)
            select ?, ?, contact_id, address, ?, priority, purpose, locale, body,
                template, template_values, passes_opt_out, ?, about_message_id, about_photo_id, id, ?, ?, ?, traceparent
            from messaging.outbound where id = ?
            on conflict on constraint said_once do nothing
            """;

    private final TenantTransactions transactions;
    private final Sql sql;
    private final Tenants tenants;
    private final SendingLoop sending;
    private final ProviderErrors errors = ProviderErrors.shipped();
    private final InstantSource clock;

    MendFailure(TenantTransactions transactions, Sql sql, Tenants tenants, SendingLoop sending, InstantSource clock) {
        this.transactions = transactions;
        this.sql = sql;
        this.tenants = tenants;
        this.sending = sending;
        this.clock = clock;
    }

    /** @param code the provider's error number; null when it gave none */
    void mend(OutboundRow row, @Nullable String code) {
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
}
