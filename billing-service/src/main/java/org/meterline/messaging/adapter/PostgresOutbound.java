package org.meterline.messaging.adapter;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.messaging.NewMessage;
import org.meterline.messaging.OutboundId;
import org.meterline.messaging.OutboundStatus;
import org.meterline.messaging.SendMessage;
import org.meterline.messaging.SentMessages;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantTransactions;
import org.meterline.tracing.Tracing;

/** The queue of what is to be said, as those see it who fill it and those who look at it. */
@Singleton
final class PostgresOutbound implements SendMessage, SentMessages {

    private static final String INSERT = """
            insert into messaging.outbound (id, dedup_key, contact_id, address, channel, priority, purpose, locale, body,
                template, template_values, passes_opt_out, about_message_id, about_photo_id, created_at, due_at, updated_at,
                traceparent)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::text[], ?, ?, ?, ?, ?, ?, ?)
            on conflict on constraint said_once do nothing
            """;
    private static final String LIST = """
            select * from messaging.outbound
            where (?::uuid is null or contact_id = ?)
              and (?::text is null or about_photo_id = ?)
              and (?::text is null or about_message_id = ?)
              and (?::timestamptz is null or (created_at, id::text collate "C") < (?, ?))
            order by created_at desc, id::text collate "C" desc limit ?
            """;

    private final Sql sql;
    private final TenantTransactions transactions;
    private final SendingLoop loop;
    private final InstantSource clock;

    PostgresOutbound(Sql sql, TenantTransactions transactions, SendingLoop loop, InstantSource clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.loop = loop;
        this.clock = clock;
    }

    @Override
    public Outcome send(NewMessage message) {
        var id = OutboundId.fresh();
        var now = clock.instant();
        var template = message.template();
        var inserted = sql.update(
                INSERT,
                id.value(),
                message.key(),
                message.contact(),
                message.address().value(),
                message.channel(),
                message.priority().ordinal(),
                message.purpose(),
                message.locale().toLanguageTag(),
                message.text(),
                template == null ? null : template.name(),
                template == null ? null : template.values(),
                message.passesOptOut(),
                message.aboutMessageId(),
                message.aboutPhotoId(),
                now,
                now,
                now,
                Tracing.placeFor(message.aboutMessageId()));
        if (inserted == 0) {
            return new Outcome.SaidBefore();
        }
        transactions.afterCommit(loop::nudge);
        return new Outcome.Queued(id);
    }

    @Override
    public List<SentMessage> list(Filter filter) {
        return sql.list(
                LIST,
                this::sentMessage,
                filter.contact(),
                filter.contact(),
                filter.photoId(),
                filter.photoId(),
                filter.messageId(),
                filter.messageId(),
                filter.before(),
                filter.before(),
                filter.beforeId(),
                filter.limit());
    }

    @Override
    public Optional<SentMessage> find(OutboundId id) {
        return sql.one("select * from messaging.outbound where id = ?", this::sentMessage, id.value());
    }

    private SentMessage sentMessage(ResultSet row) throws SQLException {
        var id = new OutboundId(row.getObject("id", UUID.class));
        return new SentMessage(
                id,
                row.getObject("contact_id", UUID.class),
                Channel.valueOf(row.getString("channel")),
                row.getString("purpose"),
                row.getString("locale"),
                row.getString("body"),
                OutboundStatus.valueOf(row.getString("status")),
                row.getInt("attempts"),
                Objects.requireNonNull(Sql.instant(row, "created_at")),
                Objects.requireNonNull(Sql.instant(row, "updated_at")),
                row.getString("about_message_id"),
                row.getString("about_photo_id"),
                outboundId(row.getObject("fallback_of", UUID.class)),
                row.getString("provider_message_id"),
                row.getString("error_code"),
                row.getString("note"),
                events(id));
    }

    private static @Nullable OutboundId outboundId(@Nullable UUID id) {
        return id == null ? null : new OutboundId(id);
    }

    private List<Event> events(OutboundId id) {
        return sql.list(
                "select status, error_code, received_at from messaging.delivery_event where outbound_id = ? order by id",
                row -> new Event(
                        row.getString("status"),
                        row.getString("error_code"),
                        Objects.requireNonNull(Sql.instant(row, "received_at"))),
                id.value());
    }
}
