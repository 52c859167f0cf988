package org.meterline.operations.audit;

import org.meterline.operations.store.MessageRecord;
import org.meterline.operations.store.Stores;

/** The bucket and those who name its files agree. */
final class PhotosNamed extends Check {

    private static final String NAMED_IN_DATABASE = """
            select photo_id, image_s3_key, recorded_at as since from readings.reading where image_s3_key is not null
            union all
            select photo_id, image_s3_key, doubted_at from review.doubt
            """;

    private static final int UNNAMED = 0;
    private static final int NAMED = 1;

    private final Ids stored = new Ids();

    PhotosNamed(Scope scope) {
        super(Rule.PHOTOS, scope);
    }

    @Override
    void begin(Stores stores) {
        stores.files().forEach(file -> stored.put(file.key(), UNNAMED));
    }

    @Override
    boolean wantsRecords() {
        return true;
    }

    @Override
    void see(MessageRecord message) {
        for (var part : message.parts()) {
            var key = part.s3Key();
            if (key == null) {
                continue;
            }
            if (stored.contains(key)) {
                stored.put(key, NAMED);
            } else if (scope.covers(message.receivedAt())) {
                tally.add("named by a message and not stored", part.id());
            }
        }
    }

    @Override
    void end(Stores stores) {
        stores.database().forEach(NAMED_IN_DATABASE, row -> {
            var since = row.getTimestamp("since").toInstant();
            if (scope.covers(since) && !stored.contains(row.getString("image_s3_key"))) {
                tally.add("named by a reading and not stored", row.getString("photo_id"));
            }
        });
        stores.files().forEach(file -> {
            if (scope.covers(file.storedAt()) && stored.markOf(file.key()) == UNNAMED) {
                tally.add("stored and named by no message", file.key());
            }
        });
    }
}
