package org.meterline.operations.audit;

import java.util.List;

/** What can be wrong in the database: counted twice, left over, or confirmed other than once. */
final class CountedViolations {

    private final AuditedWorld world;

    private CountedViolations(AuditedWorld world) {
        this.world = world;
    }

    static List<Violation> in(AuditedWorld world) {
        return new CountedViolations(world).all();
    }

    private List<Violation> all() {
        return List.of(
                world.sql(
                        Rule.COUNTED_ONCE,
                        "event heard twice by one consumer",
                        """
                        alter table platform.inbox drop constraint inbox_pkey;
                        insert into platform.inbox (consumer, event_id, tenant_id)
                        select 'billing.readings', 'MM1/reading.captured/v1', '%s' from generate_series(1, 2);
                        """.formatted(AuditedWorld.TENANT),
                        """
                        delete from platform.inbox where event_id = 'MM1/reading.captured/v1';
                        alter table platform.inbox add primary key (consumer, event_id);
                        """),
                world.sql(Rule.COUNTED_ONCE, "photo with two readings", """
                        drop index readings.one_reading_per_photo;
                        insert into readings.reading (id, tenant_id, meter_id, source, index_thousandths, taken_at, period, photo_id)
                        select gen_random_uuid(), tenant_id, meter_id, source, index_thousandths, taken_at, period, photo_id
                        from readings.reading;
                        """, """
                        delete from readings.reading where id <> '%s';
                        create unique index one_reading_per_photo on readings.reading (tenant_id, photo_id)
                            where photo_id is not null and supersedes is null;
                        """.formatted(AuditedWorld.READING)),
                world.sql(
                        Rule.COUNTED_ONCE,
                        "result that was judged, and kept beside itself",
                        "update readings.later_result set reader_version = 'reader-1'",
                        "update readings.later_result set reader_version = 'reader-2'"),
                world.sql(
                        Rule.COUNTED_ONCE,
                        "event twice in the outbox",
                        """
                        insert into platform.outgoing_event (tenant_id, event_id, type, message_id, body)
                        select '%s', 'SM1/x', 'x', 'SM1', '{}' from generate_series(1, 2)
                        """.formatted(AuditedWorld.TENANT),
                        "delete from platform.outgoing_event"),
                world.sql(
                        Rule.COUNTED_ONCE,
                        "photo told two last words",
                        world.outbound("photo/%s/photo.refused", "photo.refused", "FAILED", ""),
                        "delete from messaging.outbound where purpose = 'photo.refused'"),
                new Violation(
                        Rule.COUNTED_ONCE,
                        "sent, and no row of ours was: sent twice",
                        () -> world.deployment.sql("update messaging.outbound set provider_message_id = 'SMother'"),
                        () -> world.deployment.sql(
                                "update messaging.outbound set provider_message_id = '" + world.sent + "'")),
                world.sql(
                        Rule.NOTHING_LEFT_OVER,
                        "event not confirmed by the broker",
                        """
                        insert into platform.outgoing_event (tenant_id, event_id, type, message_id, body)
                        values ('%s', 'SM1/x', 'x', 'SM1', '{}')
                        """.formatted(AuditedWorld.TENANT),
                        "delete from platform.outgoing_event"),
                world.sql(
                        Rule.NOTHING_LEFT_OVER,
                        "outcome not taken by the message table",
                        """
                        insert into platform.outgoing_outcome (tenant_id, message_id, part_id, outcome)
                        values ('%s', 'SM1', 'SM1', 'ANSWERED')
                        """.formatted(AuditedWorld.TENANT),
                        "delete from platform.outgoing_outcome"),
                world.sql(
                        Rule.NOTHING_LEFT_OVER,
                        "answer still being sent",
                        "update messaging.outbound set status = 'SENDING', claimed_at = now()",
                        "update messaging.outbound set status = 'DELIVERED'"),
                world.sql(
                        Rule.NOTHING_LEFT_OVER,
                        "answer still queued",
                        "update messaging.outbound set status = 'QUEUED'",
                        "update messaging.outbound set status = 'DELIVERED'"),
                world.sql(
                        Rule.CONFIRMED_ONCE,
                        "never confirmed",
                        "update messaging.outbound set about_photo_id = null",
                        "update messaging.outbound set about_photo_id = about_message_id"),
                world.sql(
                        Rule.CONFIRMED_ONCE,
                        "confirmed more than once",
                        world.outbound("photo/%s/again", "photo.accepted", "FAILED", ""),
                        "delete from messaging.outbound where dedup_key like '%again'"),
                world.sql(
                        Rule.CONFIRMED_ONCE,
                        "confirmed and not recorded",
                        world.outbound("photo/%s/nothing", "review.accepted", "FAILED", "")
                                + ";update messaging.outbound set about_photo_id = 'MMnone' where purpose = 'review.accepted'",
                        "delete from messaging.outbound where purpose = 'review.accepted'"),
                world.sql(
                        Rule.CONFIRMED_ONCE,
                        "sent, and unknown to the provider",
                        world.outbound("hello/1", "answer.menu", "SENT", "SMnever"),
                        "delete from messaging.outbound where purpose = 'answer.menu'"),
                world.sql(Rule.COUNTED_ONCE, "typed message with two readings", """
                        drop index readings.one_reading_per_typed_message;
                        insert into readings.reading
                            (id, tenant_id, meter_id, source, index_thousandths, taken_at, period, source_message_id)
                        select gen_random_uuid(), tenant_id, meter_id, 'TYPED', index_thousandths, taken_at, period, 'SM1'
                        from readings.reading, generate_series(1, 2);
                        """, """
                        delete from readings.reading where source = 'TYPED';
                        create unique index one_reading_per_typed_message on readings.reading (tenant_id, source_message_id)
                            where source = 'TYPED' and supersedes is null;
                        """),
                world.sql(Rule.COUNTED_ONCE, "photo with two last words", """
                        drop index readings.one_last_word_per_photo;
                        insert into readings.verdict (tenant_id, photo_id, message_id, verdict, said_at)
                        values ('%s', '%%s', '%%s', 'REFUSED', now());
                        """.formatted(AuditedWorld.TENANT), """
                        delete from readings.verdict where verdict = 'REFUSED';
                        create unique index one_last_word_per_photo on readings.verdict (tenant_id, photo_id)
                            where verdict not in ('HELD', 'FAILED') and not reviewed;
                        """),
                world.sql(
                        Rule.COUNTED_ONCE,
                        "part taken up twice",
                        part(AuditedWorld.TENANT, "DONE") + ";" + part(AuditedWorld.OTHER, "DONE"),
                        "delete from conversation.inbound"),
                world.sql(
                        Rule.COUNTED_ONCE,
                        "the same answer twice",
                        """
                        insert into messaging.outbound (id, tenant_id, dedup_key, address, channel, priority, purpose, locale,
                            body, status, created_at, due_at, updated_at)
                        select gen_random_uuid(), '%s', dedup_key, address, channel, priority, 'answer.menu', locale,
                            body, 'FAILED', now(), now(), now()
                        from messaging.outbound
                        """.formatted(AuditedWorld.OTHER),
                        "delete from messaging.outbound where tenant_id = '%s'".formatted(AuditedWorld.OTHER)),
                world.sql(
                        Rule.NOTHING_LEFT_OVER,
                        "part still waiting for its contact's turn",
                        part(AuditedWorld.TENANT, "WAITING"),
                        "delete from conversation.inbound"),
                world.sql(
                        Rule.CONFIRMED_ONCE,
                        "sent without the provider's id",
                        "update messaging.outbound set provider_message_id = null",
                        "update messaging.outbound set provider_message_id = '" + world.sent + "'"));
    }

    private static String part(String tenant, String status) {
        return """
                insert into conversation.inbound (tenant_id, contact_id, message_id, part_id, kind, channel, receiving_number,
                    contact, received_at, heard_at, status, due_at, done_at)
                values ('%s', '%s', 'SM1', 'SM1', 'TEXT', 'WHATSAPP', '+14155238886',
                    '[]', now(), now(), '%s', now(), %s)
                """.formatted(tenant, AuditedWorld.CONTACT, status, status.equals("WAITING") ? "null" : "now()");
    }
}
