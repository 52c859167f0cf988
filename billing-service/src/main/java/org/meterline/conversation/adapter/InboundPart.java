package org.meterline.conversation.adapter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.PartKind;
import org.meterline.customers.ContactId;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.readings.PhotoOrigin;

/** One part of a customer's message, on its way to an answer. Its text form keeps the person to itself. */
record InboundPart(
        long id,
        TenantId tenant,
        ContactId contact,
        String messageId,
        String partId,
        PartKind kind,
        Channel channel,
        String receivingNumber,
        List<ContactIdentity> names,
        Instant receivedAt,
        @Nullable String fileKey,
        int attempts,
        @Nullable Instant firstFailedAt,
        @Nullable String traceparent) {

    static InboundPart read(ResultSet row) throws SQLException {
        return new InboundPart(
                row.getLong("id"),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                new ContactId(row.getObject("contact_id", UUID.class)),
                row.getString("message_id"),
                row.getString("part_id"),
                PartKind.valueOf(row.getString("kind")),
                Channel.valueOf(row.getString("channel")),
                row.getString("receiving_number"),
                Json.names(row.getString("contact")),
                Objects.requireNonNull(Sql.instant(row, "received_at")),
                row.getString("file_key"),
                row.getInt("attempts"),
                Sql.instant(row, "first_failed_at"),
                row.getString("traceparent"));
    }

    /** Where a number that was typed in it comes from. */
    PhotoOrigin origin() {
        return new PhotoOrigin(tenant, messageId, messageId, channel, receivingNumber, names, receivedAt);
    }

    @Override
    public String toString() {
        return "InboundPart[" + partId + ", " + kind + "]";
    }
}
