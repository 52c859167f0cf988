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

/**
 * One part of a customer's message, on its way to an answer. Its text form keeps the person to itself.
 *
 * @param isReadable whether its row could be read; else only its ids and times are what they say
 */
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
        @Nullable String traceparent,
        boolean isReadable) {

    /** Whatever is in the row: who serves many contacts must not stop at one. */
    static InboundPart read(ResultSet row) throws SQLException {
        try {
            return read(
                    row,
                    PartKind.valueOf(row.getString("kind")),
                    Channel.valueOf(row.getString("channel")),
                    Json.names(row.getString("contact")),
                    true);
        } catch (RuntimeException unreadable) {
            return read(row, PartKind.OTHER, Channel.WHATSAPP, List.of(), false);
        }
    }

    private static InboundPart read(
            ResultSet row, PartKind kind, Channel channel, List<ContactIdentity> names, boolean isReadable)
            throws SQLException {
        return new InboundPart(
                row.getLong("id"),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                new ContactId(row.getObject("contact_id", UUID.class)),
                row.getString("message_id"),
                row.getString("part_id"),
                kind,
                channel,
                row.getString("receiving_number"),
                names,
                Objects.requireNonNull(Sql.instant(row, "received_at")),
                row.getString("file_key"),
                row.getInt("attempts"),
                Sql.instant(row, "first_failed_at"),
                row.getString("traceparent"),
                isReadable);
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
