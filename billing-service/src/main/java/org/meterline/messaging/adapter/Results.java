package org.meterline.messaging.adapter;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.messaging.OutboundId;
import org.meterline.messaging.OutboundStatus;
import org.meterline.messaging.domain.BackOff;
import org.meterline.messaging.domain.MessageSender.Answer;
import org.meterline.messaging.domain.ProviderErrors;
import org.meterline.messaging.domain.Remedy;
import org.meterline.messaging.domain.Routing.Reason;
import org.meterline.platform.Sql;
import org.meterline.platform.WorkerTransactions;
import org.meterline.tenants.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what came of attempts. A callback may have been faster: then the row is not SENDING any more, and what the
 * callback said stays.
 */
@Singleton
final class Results {

    private static final Logger log = LoggerFactory.getLogger(Results.class);

    private static final Duration SLOWER_FOR = Duration.ofSeconds(2);
    private static final Duration AROUND = Duration.ofMinutes(1);
    private static final String TAKEN = """
            update messaging.outbound set provider_message_id = ?, unsure = false, updated_at = ?,
                taken_at = coalesce(taken_at, ?),
                status = case when status in ('QUEUED', 'SENDING') then 'SENT' else status end
            where id = ?
            """;
    private static final String AGAIN = """
            update messaging.outbound set status = 'QUEUED', due_at = ?, error_code = ?, unsure = false, updated_at = ?,
                attempts = attempts - ?, channel = ?, free_text_refused = free_text_refused or ?
            where id = ? and status = 'SENDING'
            """;
    private static final String END = """
            update messaging.outbound set status = ?, error_code = ?, note = ?, unsure = false, updated_at = ?
            where id = ? and status = 'SENDING'
            """;
    private static final String UNSURE =
            "update messaging.outbound set unsure = true, claimed_at = ? where id = ? and status = 'SENDING'";
    private static final String CLOSE_LANE = """
            update messaging.lane set closed_until = ? where tenant_id = ? and channel = ?
            """;
    private static final String SUPPRESS = """
            insert into messaging.suppression (tenant_id, address, reason, since)
            values (?, ?, 'BLOCKED_AT_PROVIDER', ?) on conflict do nothing
            """;
    private static final String LEASE = """
            update messaging.outbound set claimed_at = ? where id = (
                select id from messaging.outbound
                where status = 'SENDING' and ((unsure and claimed_at <= ?) or claimed_at <= ?)
                order by claimed_at limit 1 for update skip locked)
            returning *
            """;
    private static final String KNOWN = """
            select provider_message_id from messaging.outbound
            where tenant_id = ? and address = ? and provider_message_id is not null and updated_at >= ?
            """;

    private final WorkerTransactions transactions;
    private final Sql sql;
    private final Tenants tenants;
    private final MessagingSettings settings;
    private final ProviderErrors errors = ProviderErrors.shipped();
    private final InstantSource clock;

    Results(
            WorkerTransactions transactions,
            Sql sql,
            Tenants tenants,
            MessagingSettings settings,
            InstantSource clock) {
        this.transactions = transactions;
        this.sql = sql;
        this.tenants = tenants;
        this.settings = settings;
        this.clock = clock;
    }

    /** Writes down the answer to an attempt. */
    void record(OutboundId id, Answer answer) {
        transactions.<@Nullable Object>call(() -> {
            var row = lock(id);
            switch (answer) {
                case Answer.Taken(var providerMessageId) -> taken(id, providerMessageId);
                case Answer.Refused refused -> refused(row, refused);
                case Answer.NotReached(var why) -> {
                    log.warn("message {} waits: {}", id, why);
                    again(row, BackOff.after(row.attempts()), why, 0);
                }
                case Answer.Unknown(var why) -> {
                    log.warn("message {} may have been sent: {}", id, why);
                    sql.update(UNSURE, clock.instant(), id.value());
                }
            }
            return null;
        });
    }

    /** Puts a message back that nobody tried to send. */
    void untried(OutboundId id) {
        transactions.<@Nullable Object>call(() -> {
            again(lock(id), settings.breakerOpen(), null, 1);
            return null;
        });
    }

    /** One message that was in hand for too long, and is nobody else's to look after for a while. */
    Optional<OutboundRow> leaseUnsure() {
        var now = clock.instant();
        return transactions.call(() -> sql.one(
                        LEASE,
                        row -> new Leased(
                                new OutboundId(row.getObject("id", UUID.class)), OutboundRow.readIfPossible(row)),
                        now,
                        now.minus(settings.askAfter()),
                        now.minus(settings.abandonedAfter()))
                .flatMap(leased -> {
                    if (leased.row.isEmpty()) {
                        unsendable(leased.id);
                    }
                    return leased.row;
                }));
    }

    /** Ends a message in hand that nobody can ask the provider about; it may have arrived. */
    void unaskable(OutboundId id) {
        transactions.<@Nullable Object>call(() -> {
            unsendable(id);
            return null;
        });
    }

    private void unsendable(OutboundId id) {
        log.error("nobody can ask what became of message {}, and it is given up", id);
        sql.update(END, OutboundStatus.FAILED, null, Reason.UNSENDABLE, clock.instant(), id.value());
    }

    /** The provider's ids of other messages to the same address, so that none of them is taken for the lost one. */
    Set<String> knownTo(OutboundRow row, Instant since) {
        return new HashSet<>(transactions.<List<String>>call(() -> sql.list(
                KNOWN,
                known -> known.getString("provider_message_id"),
                row.tenant().value(),
                row.address().value(),
                since.minus(AROUND))));
    }

    /** The provider never got it: once more. */
    void neverArrived(OutboundId id) {
        transactions.<@Nullable Object>call(() -> {
            again(lock(id), Duration.ZERO, null, 0);
            return null;
        });
    }

    private OutboundRow lock(OutboundId id) {
        return sql.one("select * from messaging.outbound where id = ? for update", OutboundRow::read, id.value())
                .orElseThrow();
    }

    private void taken(OutboundId id, String providerMessageId) {
        sql.update(TAKEN, providerMessageId, now(), now(), id.value());
        log.info("message {} is sent as {}", id, providerMessageId);
    }

    private void refused(OutboundRow row, Answer.Refused refused) {
        var remedy = errors.afterCall(refused.code(), refused.httpStatus());
        var code = refused.code() == null ? "HTTP " + refused.httpStatus() : refused.code();
        log.atLevel(remedy == Remedy.ALARM ? org.slf4j.event.Level.ERROR : org.slf4j.event.Level.WARN)
                .log("message {} was refused with {}: {}", row.id(), code, remedy);
        switch (remedy) {
            case RETRY -> {
                if (row.attempts() >= BackOff.ATTEMPTS_MAX) {
                    end(row, OutboundStatus.FAILED, code, null);
                } else {
                    again(row, BackOff.after(row.attempts()), code, 0);
                }
            }
            case SLOW_DOWN -> slowDown(row, refused, code);
            case SUPPRESS -> {
                sql.update(SUPPRESS, row.tenant().value(), row.address().value(), clock.instant());
                end(row, OutboundStatus.FAILED, code, Reason.OPTED_OUT);
            }
            case USE_TEMPLATE -> {
                if (row.freeTextRefused() || row.channel() == Channel.SMS) {
                    end(row, OutboundStatus.FAILED, code, null);
                } else {
                    sql.update(
                            AGAIN,
                            now(),
                            code,
                            now(),
                            0,
                            row.channel(),
                            true,
                            row.id().value());
                }
            }
            case USE_SMS -> useSms(row, code);
            case GIVE_UP, ALARM -> end(row, OutboundStatus.FAILED, code, null);
        }
    }

    private void slowDown(OutboundRow row, Answer.Refused refused, String code) {
        var pause = refused.retryAfter() == null ? SLOWER_FOR : refused.retryAfter();
        sql.update(CLOSE_LANE, now().plus(pause), row.tenant().value(), row.channel());
        again(row, pause, code, 1);
    }

    private void useSms(OutboundRow row, String code) {
        var smsPossible = row.address().isNumber() && tenants.get(row.tenant()).smsNumber() != null;
        if (row.channel() == Channel.WHATSAPP && smsPossible) {
            sql.update(
                    AGAIN, now(), code, now(), 0, Channel.SMS, false, row.id().value());
        } else {
            end(row, OutboundStatus.UNDELIVERABLE, code, Reason.UNREACHABLE);
        }
    }

    private void again(OutboundRow row, Duration wait, @Nullable String why, int attemptsBack) {
        sql.update(
                AGAIN,
                now().plus(wait),
                why,
                now(),
                attemptsBack,
                row.channel(),
                false,
                row.id().value());
    }

    private void end(OutboundRow row, OutboundStatus status, String code, @Nullable Reason note) {
        sql.update(END, status, code, note, now(), row.id().value());
    }

    private Instant now() {
        return clock.instant();
    }

    private record Leased(OutboundId id, Optional<OutboundRow> row) {}
}
