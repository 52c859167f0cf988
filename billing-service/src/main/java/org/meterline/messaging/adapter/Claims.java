package org.meterline.messaging.adapter;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.messaging.OutboundId;
import org.meterline.messaging.domain.BackOff;
import org.meterline.messaging.domain.MessageSender.Content;
import org.meterline.messaging.domain.MessageSender.Parcel;
import org.meterline.messaging.domain.RecipientPace;
import org.meterline.messaging.domain.Routing;
import org.meterline.messaging.domain.Routing.Reason;
import org.meterline.messaging.domain.Routing.Route;
import org.meterline.messaging.domain.SessionWindow;
import org.meterline.messaging.domain.TokenBucket;
import org.meterline.messaging.domain.TokenBucket.Pace;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.WorkerTransactions;
import org.meterline.tenants.Tenant;
import org.meterline.tenants.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages off the queue and commits them as SENDING before anybody calls the provider. A lane is one sender on one
 * channel; its row is locked while work is handed out, so that all instances together keep the pace, and one person never has
 * two messages on the way.
 */
@Singleton
final class Claims {

    private static final Logger log = LoggerFactory.getLogger(Claims.class);

    private static final String LANES = """
            select distinct tenant_id, channel from messaging.outbound where status = 'QUEUED' and due_at <= ?
            """;
    private static final String OPEN_LANE = """
            insert into messaging.lane (tenant_id, channel, milli_tokens, refilled_at) values (?, ?, ?, ?)
            on conflict do nothing
            """;
    private static final String LOCK_LANE = """
            select milli_tokens, refilled_at, closed_until from messaging.lane where tenant_id = ? and channel = ?
            for update skip locked
            """;
    private static final String PACE_LANE =
            "update messaging.lane set milli_tokens = ?, refilled_at = ? where tenant_id = ? and channel = ?";
    private static final String DUE = """
            select message.*, recipient.last_inbound_at, recipient.paced_until, template.content_sid,
                suppression.address is not null as suppressed
            from messaging.outbound message
            left join messaging.recipient on recipient.tenant_id = message.tenant_id
                and recipient.channel = message.channel and recipient.address = message.address
            left join messaging.template on template.tenant_id = message.tenant_id
                and template.name = message.template and template.locale = message.locale
            left join messaging.suppression on suppression.tenant_id = message.tenant_id
                and suppression.address = message.address
            where message.tenant_id = ? and message.channel = ? and message.status = 'QUEUED' and message.due_at <= ?
                and (recipient.paced_until is null or recipient.paced_until <= ?)
                and not exists (select from messaging.outbound on_the_way
                    where on_the_way.tenant_id = message.tenant_id and on_the_way.address = message.address
                        and on_the_way.status = 'SENDING')
            order by message.priority, message.due_at, message.seq
            limit ?
            for update of message skip locked
            """;
    private static final String SENDING = """
            update messaging.outbound set status = 'SENDING', attempts = attempts + 1, claimed_at = ?, called_at = ?,
                as_template = ?, unsure = false, updated_at = ?
            where id = ?
            """;
    private static final String PACE_RECIPIENT = """
            insert into messaging.recipient as known (tenant_id, channel, address, paced_until) values (?, ?, ?, ?)
            on conflict (tenant_id, channel, address) do update set paced_until = excluded.paced_until
            """;
    private static final String BY_SMS = "update messaging.outbound set channel = 'SMS', updated_at = ? where id = ?";
    private static final String GIVE_UP =
            "update messaging.outbound set status = 'UNDELIVERABLE', note = ?, updated_at = ? where id = ?";
    private static final int LOOK_AHEAD = 4; // several due messages may be for one person, who gets one at a time

    private final WorkerTransactions transactions;
    private final Sql sql;
    private final Tenants tenants;
    private final Pace pace;
    private final InstantSource clock;

    Claims(WorkerTransactions transactions, Sql sql, Tenants tenants, MessagingSettings settings, InstantSource clock) {
        this.transactions = transactions;
        this.sql = sql;
        this.tenants = tenants;
        this.pace = new Pace(settings.perSecond(), settings.perSecond());
        this.clock = clock;
    }

    /** A sender on a channel. */
    record Lane(TenantId tenant, Channel channel) {}

    /** What was handed out. */
    record Claimed(List<Handed> handed, boolean changedAnything) {}

    /** A parcel with the message that it answers, and where in that one's trace it goes on. */
    record Handed(
            Parcel parcel,
            @Nullable String messageId,
            @Nullable String traceparent) {}

    /** The lanes that have something due. */
    List<Lane> lanes() {
        return transactions.call(() -> sql.list(
                LANES,
                row -> new Lane(
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        Channel.valueOf(row.getString("channel"))),
                clock.instant()));
    }

    /** Hands out at most so many messages of a lane. */
    Claimed claim(Lane lane, int max) {
        var tenant = tenants.get(lane.tenant());
        return transactions.call(() -> {
            var now = clock.instant();
            var bucket = lock(lane, now).or(() -> opened(lane, now));
            var most = Math.min(max, bucket.map(TokenBucket::whole).orElse(0));
            if (bucket.isEmpty() || most == 0) {
                return new Claimed(List.of(), false);
            }
            return handOut(lane, tenant, bucket.get(), most, now);
        });
    }

    /** A lane that nobody has sent on yet; empty for one that somebody else has locked. */
    private Optional<TokenBucket> opened(Lane lane, Instant now) {
        var full = TokenBucket.full(pace, now);
        var isNew = sql.update(OPEN_LANE, lane.tenant().value(), lane.channel(), full.milliTokens(), now) == 1;
        return isNew ? Optional.of(full) : Optional.empty();
    }

    private Optional<TokenBucket> lock(Lane lane, Instant now) {
        return sql.one(
                LOCK_LANE,
                row -> {
                    var closedUntil = Sql.instant(row, "closed_until");
                    var bucket = new TokenBucket(
                            row.getLong("milli_tokens"), Objects.requireNonNull(Sql.instant(row, "refilled_at")));
                    return closedUntil != null && closedUntil.isAfter(now)
                            ? new TokenBucket(0, now)
                            : bucket.at(now, pace);
                },
                lane.tenant().value(),
                lane.channel());
    }

    private Claimed handOut(Lane lane, Tenant tenant, TokenBucket bucket, int most, Instant now) {
        var handed = new ArrayList<Handed>();
        var seen = new HashSet<String>();
        var changed = false;
        for (var due : due(lane, most * LOOK_AHEAD, now)) {
            var found = due.row;
            if (found.isEmpty()) {
                log.error("message {} cannot be read and is given up", due.id);
                changed = true;
                giveUp(due.id, Reason.UNSENDABLE, now);
            } else if (handed.size() < most && seen.add(found.get().address().value())) {
                var row = found.get();
                changed = true;
                route(row, due, tenant, now)
                        .map(parcel -> new Handed(parcel, row.aboutMessageId(), row.traceparent()))
                        .ifPresent(handed::add);
            }
        }
        var left = bucket.less(handed.size());
        sql.update(
                PACE_LANE, left.milliTokens(), left.refilledAt(), lane.tenant().value(), lane.channel());
        return new Claimed(handed, changed);
    }

    private List<Due> due(Lane lane, int limit, Instant now) {
        return sql.list(
                DUE,
                row -> new Due(
                        new OutboundId(row.getObject("id", UUID.class)),
                        OutboundRow.readIfPossible(row),
                        Sql.instant(row, "last_inbound_at"),
                        Sql.instant(row, "paced_until"),
                        row.getString("content_sid"),
                        row.getBoolean("suppressed")),
                lane.tenant().value(),
                lane.channel(),
                now,
                RecipientPace.limit(now),
                limit);
    }

    private Optional<Parcel> route(OutboundRow row, Due due, Tenant tenant, Instant now) {
        if (row.createdAt().plus(BackOff.AGE_MAX).isBefore(now)) {
            giveUp(due.id, Reason.TOO_OLD, now);
            return Optional.empty();
        }
        return switch (Routing.decide(situation(row, due, tenant, now))) {
            case Route.FreeText free -> Optional.of(sending(row, due, tenant, new Content.FreeText(row.body()), now));
            case Route.Approved(var contentSid, var values) ->
                Optional.of(sending(row, due, tenant, new Content.Approved(contentSid, values), now));
            case Route.AsSms asSms -> {
                sql.update(BY_SMS, now, due.id.value());
                yield Optional.empty();
            }
            case Route.None(var reason) -> {
                giveUp(due.id, reason, now);
                yield Optional.empty();
            }
        };
    }

    private void giveUp(OutboundId id, Reason reason, Instant now) {
        sql.update(GIVE_UP, reason, now, id.value());
    }

    private static Routing.Situation situation(OutboundRow row, Due due, Tenant tenant, Instant now) {
        return new Routing.Situation(
                row.channel(),
                due.suppressed,
                row.passesOptOut(),
                !row.freeTextRefused() && SessionWindow.isOpen(due.lastInboundAt, now),
                due.contentSid,
                row.templateValues(),
                tenant.smsNumber() != null && row.address().isNumber());
    }

    private Parcel sending(OutboundRow row, Due due, Tenant tenant, Content content, Instant now) {
        sql.update(
                SENDING,
                now,
                now,
                content instanceof Content.Approved,
                now,
                row.id().value());
        sql.update(
                PACE_RECIPIENT,
                row.tenant().value(),
                row.channel(),
                row.address().value(),
                RecipientPace.afterOne(due.pacedUntil, now));
        return parcel(row, tenant, content);
    }

    /** The parcel of a row, in the name of its tenant. */
    static Parcel parcel(OutboundRow row, Tenant tenant, Content content) {
        var smsNumber = tenant.smsNumber();
        var sender = switch (row.channel()) {
            case WHATSAPP -> tenant.receivingNumber();
            case SMS -> {
                if (smsNumber == null) {
                    throw new IllegalStateException("tenant " + tenant.id() + " sends no text messages");
                }
                yield smsNumber;
            }
        };
        return new Parcel(
                row.id(),
                tenant.accountSid(),
                sender,
                tenant.messagingServiceSid(),
                row.channel(),
                row.address(),
                content);
    }

    /** A row that may be handed out; without its contents when they cannot be read. */
    private record Due(
            OutboundId id,
            Optional<OutboundRow> row,
            @Nullable Instant lastInboundAt,
            @Nullable Instant pacedUntil,
            @Nullable String contentSid,
            boolean suppressed) {}
}
