package org.meterline.conversation.adapter;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.contracts.PartKind;
import org.meterline.customers.ContactId;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.tracing.Tracing;

/** The table of what customers said. */
@Singleton
class InboundRows {

    private static final String ADD = """
            insert into conversation.inbound (contact_id, message_id, part_id, kind, channel, receiving_number, contact,
                received_at, heard_at, file_key, status, due_at, done_at, traceparent)
            select contact_id, message_id, part_id, kind, channel, receiving_number, contact,
                received_at, ?, file_key, case when waits then 'WAITING' else 'DONE' end, ?,
                case when waits then null else ?::timestamptz end, traceparent
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as heard (contact_id, message_id, part_id, kind, channel,
                receiving_number, contact, received_at, file_key, waits, traceparent)
            order by message_id, part_id
            on conflict on constraint a_part_is_heard_once do nothing
            """;
    private static final String WITH_WORK = """
            select tenant_id, contact_id from (
                select distinct on (tenant_id, contact_id) tenant_id, contact_id, due_at from conversation.inbound
                where status = 'WAITING' order by tenant_id, contact_id, received_at, id) oldest
            where due_at <= ? order by due_at limit ?
            """;
    private static final String OLDEST = """
            select *, due_at <= ? as is_due from conversation.inbound
            where status = 'WAITING' and contact_id = ? order by received_at, id limit 1
            """;
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended(?, 5)) as alone";
    private static final String FINISH = """
            update conversation.inbound set status = ?, outcome = ?, done_at = ? where id = ? and status = 'WAITING'
            """;
    private static final String POSTPONE = """
            update conversation.inbound set attempts = attempts + 1, first_failed_at = coalesce(first_failed_at, ?),
                due_at = ?
            where id = ? and status = 'WAITING'
            """;
    private static final String ANSWERED_LATELY = """
            select count(*) as answered from conversation.inbound
            where contact_id = ? and done_at > ? and kind <> 'PHOTO'
            """;

    private final Sql sql;

    InboundRows(Sql sql) {
        this.sql = sql;
    }

    /** Who has something to be worked on. */
    record Sender(TenantId tenant, ContactId contact) {}

    /** The oldest part of a contact, and whether its time has come. */
    record Oldest(InboundPart part, boolean isDue) {}

    /** A part of a message, as it is heard. */
    record Heard(MessageReceived message, MessageReceived.Part part, ContactId contact) {

        /** Photos are answered by what becomes of them, everything else by the contact's worker. */
        boolean waits() {
            return part.kind() != PartKind.PHOTO;
        }
    }

    /** Adds parts that were not heard before. One that nobody answers is done at once. In one order, whoever hears them. */
    void add(List<Heard> parts, Instant now, Instant dueAt) {
        sql.update(
                ADD,
                now,
                dueAt,
                now,
                Sql.column(parts, heard -> heard.contact().value()),
                Sql.column(parts, heard -> heard.message().messageId()),
                Sql.column(parts, heard -> heard.part().partId()),
                Sql.column(parts, heard -> heard.part().kind()),
                Sql.column(parts, heard -> heard.message().channel()),
                Sql.column(parts, heard -> heard.message().receivingNumber()),
                Sql.column(parts, heard -> Json.write(heard.message().contact())),
                Sql.column(parts, heard -> heard.message().receivedAt()),
                Sql.column(parts, heard -> heard.part().imageS3Key()),
                Sql.column(parts, Heard::waits),
                Sql.column(parts, heard -> Tracing.placeFor(heard.message().messageId())));
    }

    /** Contacts whose oldest part is due, of all tenants. In a worker's transaction. */
    List<Sender> withWork(Instant now, int limit) {
        return sql.list(
                WITH_WORK,
                row -> new Sender(
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        new ContactId(row.getObject("contact_id", UUID.class))),
                now,
                limit);
    }

    Optional<Oldest> oldest(ContactId contact, Instant now) {
        return sql.one(
                OLDEST, row -> new Oldest(InboundPart.read(row), row.getBoolean("is_due")), now, contact.value());
    }

    /** Makes this transaction the only one that works for a contact; false when another instance does. */
    boolean goAlone(ContactId contact) {
        return sql.one(LOCK, row -> row.getBoolean("alone"), contact.toString()).orElse(false);
    }

    void done(InboundPart part, Outcome outcome, Instant now) {
        sql.update(FINISH, "DONE", outcome, now, part.id());
    }

    void dead(InboundPart part, Instant now) {
        sql.update(FINISH, "DEAD", Outcome.FAILED, now, part.id());
    }

    void postpone(InboundPart part, Instant now, Instant dueAt) {
        sql.update(POSTPONE, now, dueAt, part.id());
    }

    /** Lets a part wait, which is not to blame for it. */
    void waitUntil(InboundPart part, Instant dueAt) {
        sql.update("update conversation.inbound set due_at = ? where id = ? and status = 'WAITING'", dueAt, part.id());
    }

    int answeredSince(ContactId contact, Instant since) {
        return sql.one(ANSWERED_LATELY, row -> row.getInt("answered"), contact.value(), since)
                .orElse(0);
    }

    /** A message part by its message, for a number that waits to be recorded. */
    Optional<InboundPart> ofMessage(String messageId) {
        return sql
                .list(
                        "select * from conversation.inbound where message_id = ? order by id limit 1",
                        InboundPart::read,
                        messageId)
                .stream()
                .findFirst();
    }

    /** What a contact, or anybody, said, the latest first; null means any. */
    List<Said> list(
            @Nullable UUID contact,
            @Nullable String photoId,
            @Nullable String messageId,
            @Nullable Instant before,
            @Nullable String beforeId,
            int limit) {
        return sql.list(
                """
                select * from conversation.inbound
                where (?::uuid is null or contact_id = ?)
                  and (?::text is null or part_id = ?)
                  and (?::text is null or message_id = ?)
                  and (?::timestamptz is null or (received_at, part_id collate "C") < (?, ?))
                order by received_at desc, part_id collate "C" desc limit ?
                """,
                row -> new Said(InboundPart.read(row), row.getString("status"), row.getString("outcome")),
                contact,
                contact,
                photoId,
                photoId,
                messageId,
                messageId,
                before,
                before,
                beforeId,
                limit);
    }

    /** A part with what became of it. */
    record Said(InboundPart part, String status, @Nullable String outcome) {}
}
