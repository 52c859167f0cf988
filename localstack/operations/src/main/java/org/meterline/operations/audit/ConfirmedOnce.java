package org.meterline.operations.audit;

import org.meterline.operations.store.Stores;

/**
 * Each reading that came from a customer is told to that customer once, and what is told as recorded is recorded. A message that
 * is said to be sent is known to the provider. Who cannot be written to at all is left out: there is no address to confirm to;
 * and so is what was confirmed so long ago that it is forgotten.
 */
final class ConfirmedOnce extends Check {

    private static final String READINGS = """
            select reading.source || ' ' || coalesce(reading.photo_id, reading.source_message_id) as id,
                   count(outbound.id) as confirmations
            from readings.reading
            left join messaging.outbound
              on outbound.tenant_id = reading.tenant_id
             and outbound.about_photo_id = coalesce(reading.photo_id, reading.source_message_id)
             and outbound.fallback_of is null
             and outbound.purpose = any (case reading.source
                     when 'REVIEW' then array['review.accepted', 'review.corrected'] else array['photo.accepted'] end)
            left join messaging.forgotten on forgotten.tenant_id = reading.tenant_id
            where reading.source in ('PHOTO', 'TYPED', 'REVIEW') and reading.supersedes is null
              and (forgotten.said_before is null or reading.recorded_at > forgotten.said_before + interval '1 hour')
              and reading.recorded_at between ? and ?
            group by reading.id
            having count(outbound.id) <> 1
            """;

    private static final String UNFOUNDED = """
            select coalesce(about_photo_id, id::text) from messaging.outbound
            where purpose in ('photo.accepted', 'review.accepted', 'review.corrected') and created_at between ? and ?
              and not exists (
                  select from readings.reading
                  where reading.tenant_id = outbound.tenant_id
                    and about_photo_id = coalesce(reading.photo_id, reading.source_message_id))
            """;

    private static final String SENT = """
            select provider_message_id from messaging.outbound
            where status in ('SENT', 'DELIVERED', 'READ') and provider_message_id is not null
              and created_at between ? and ?
            """;

    private static final String SENT_AS_NOTHING = """
            select id::text from messaging.outbound
            where status in ('SENT', 'DELIVERED', 'READ') and provider_message_id is null and created_at between ? and ?
            """;

    ConfirmedOnce(Scope scope) {
        super(Rule.CONFIRMED_ONCE, scope);
    }

    @Override
    void end(Stores stores) {
        var database = stores.database();
        database.forEach(
                READINGS,
                row -> tally.add(
                        row.getLong("confirmations") == 0 ? "never confirmed" : "confirmed more than once",
                        row.getString("id")),
                scope.since(),
                scope.until());
        database.forEach(
                UNFOUNDED,
                row -> tally.add("confirmed and not recorded", row.getString(1)),
                scope.since(),
                scope.until());
        database.forEach(
                SENT_AS_NOTHING,
                row -> tally.add("sent without the provider's id", row.getString(1)),
                scope.since(),
                scope.until());
        arrived(stores);
    }

    private void arrived(Stores stores) {
        var provider = stores.provider();
        var known = scope.notBefore(provider.knowsSince());
        var arrived = new Ids();
        provider.forEach(known.since(), message -> arrived.add(message.sid()));
        stores.database()
                .forEach(
                        SENT,
                        row -> {
                            if (!arrived.contains(row.getString(1))) {
                                tally.add("sent, and unknown to the provider", row.getString(1));
                            }
                        },
                        known.since(),
                        known.until());
    }
}
