package org.meterline.operations.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.meterline.operations.store.Stores;

/** No id has had its effect twice: in any table, across tenants, or on the customer's phone. */
final class CountedOnce extends Check {

    private static final String LAST_WORDS = "('photo.accepted', 'photo.doubted', 'photo.refused', 'photo.unreadable')";

    private static final Duration CLOCKS_DIFFER_BY = Duration.ofHours(1);

    private static final Map<String, String> QUERIES = queries();

    CountedOnce(Scope scope) {
        super(Rule.COUNTED_ONCE, scope);
    }

    @Override
    void end(Stores stores) {
        var database = stores.database();
        QUERIES.forEach((what, query) -> database.forEach(query, row -> tally.add(what, row.getString(1))));
        sendings(stores);
    }

    /** Every message that the provider took from us is one row of ours: a second one for the same row is nobody's. */
    private void sendings(Stores stores) {
        var ours = new Ids();
        stores.database()
                .forEach(
                        "select provider_message_id from messaging.outbound where provider_message_id is not null",
                        row -> ours.add(row.getString(1)));
        var known = scope.notBefore(stores.provider().knowsSince()).notBefore(forgotten(stores));
        stores.provider().forEach(known.since(), message -> {
            if (!message.inbound() && known.covers(message.createdAt()) && !ours.contains(message.sid())) {
                tally.add("sent, and no row of ours was: sent twice", message.sid());
            }
        });
    }

    /** Up to when rows of ours may be gone because their time was over: the provider may remember longer. */
    private static Instant forgotten(Stores stores) {
        var latest = new AtomicReference<>(Instant.EPOCH);
        stores.database()
                .forEach(
                        "select max(said_before) from messaging.forgotten",
                        row -> Optional.ofNullable(row.getTimestamp(1))
                                .map(time -> time.toInstant().plus(CLOCKS_DIFFER_BY))
                                .ifPresent(latest::set));
        return latest.get();
    }

    private static Map<String, String> queries() {
        var queries = new LinkedHashMap<String, String>();
        queries.put(
                "event heard twice by one consumer",
                "select event_id from platform.inbox group by consumer, event_id having count(*) > 1");
        queries.put(
                "photo with two readings",
                "select photo_id from readings.reading where photo_id is not null and supersedes is null"
                        + " group by photo_id having count(*) > 1");
        queries.put(
                "typed message with two readings",
                "select source_message_id from readings.reading where source = 'TYPED' and supersedes is null"
                        + " group by source_message_id having count(*) > 1");
        queries.put(
                "photo with two last words",
                "select photo_id from readings.verdict where verdict not in ('HELD', 'FAILED')"
                        + " group by photo_id, reviewed having count(*) > 1");
        queries.put(
                "result that was judged, and kept beside itself",
                "select photo_id from readings.later_result later where exists (select from readings.verdict"
                        + " where verdict.tenant_id = later.tenant_id and verdict.photo_id = later.photo_id"
                        + " and verdict not in ('HELD', 'FAILED') and verdict.reader_version = later.reader_version)");
        queries.put(
                "part taken up twice",
                "select part_id from conversation.inbound group by message_id, part_id having count(*) > 1");
        queries.put(
                "event twice in the outbox",
                "select event_id from platform.outgoing_event group by event_id having count(*) > 1");
        queries.put(
                "the same answer twice",
                "select dedup_key from messaging.outbound group by dedup_key having count(*) > 1");
        queries.put(
                "photo told two last words",
                "select about_photo_id from messaging.outbound where about_photo_id is not null and purpose in "
                        + LAST_WORDS + " and fallback_of is null group by about_photo_id having count(*) > 1");
        return queries;
    }
}
