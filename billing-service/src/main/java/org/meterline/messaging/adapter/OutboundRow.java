package org.meterline.messaging.adapter;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.messaging.Address;
import org.meterline.messaging.OutboundId;
import org.meterline.messaging.OutboundStatus;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;

/** A row of the queue. Its text form keeps the words and the person to itself. */
record OutboundRow(
        OutboundId id,
        TenantId tenant,
        String dedupKey,
        Address address,
        Channel channel,
        String locale,
        String body,
        @Nullable String template,
        List<String> templateValues,
        boolean passesOptOut,
        boolean freeTextRefused,
        OutboundStatus status,
        int attempts,
        Instant createdAt,
        @Nullable Instant calledAt,
        boolean asTemplate,
        @Nullable String aboutMessageId,
        @Nullable String traceparent) {

    static OutboundRow read(ResultSet row) throws SQLException {
        return new OutboundRow(
                new OutboundId(row.getObject("id", UUID.class)),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getString("dedup_key"),
                new Address(row.getString("address")),
                Channel.valueOf(row.getString("channel")),
                row.getString("locale"),
                row.getString("body"),
                row.getString("template"),
                texts(row.getArray("template_values")),
                row.getBoolean("passes_opt_out"),
                row.getBoolean("free_text_refused"),
                OutboundStatus.valueOf(row.getString("status")),
                row.getInt("attempts"),
                Objects.requireNonNull(Sql.instant(row, "created_at")),
                Sql.instant(row, "called_at"),
                row.getBoolean("as_template"),
                row.getString("about_message_id"),
                row.getString("traceparent"));
    }

    /** Empty for a row that no message can be made of: whoever serves many must not stop at one. */
    static Optional<OutboundRow> readIfPossible(ResultSet row) throws SQLException {
        try {
            return Optional.of(read(row));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    @Override
    public String toString() {
        return "OutboundRow[" + id + ", " + status + "]";
    }
}
