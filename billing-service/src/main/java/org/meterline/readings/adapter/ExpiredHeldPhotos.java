package org.meterline.readings.adapter;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.meterline.platform.Expiring;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.WorkerTransactions;
import org.meterline.readings.ExpireHeldPhoto;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Held photos that nobody claimed in time, of all tenants. */
@Singleton
final class ExpiredHeldPhotos implements Expiring {

    private static final Logger log = LoggerFactory.getLogger(ExpiredHeldPhotos.class);

    private static final String OLDEST = """
            select tenant_id, photo_id from readings.held_photo where expires_at <= ? order by expires_at, photo_id limit ?
            """;

    private final WorkerTransactions workers;
    private final Sql sql;
    private final ExpireHeldPhoto expireHeldPhoto;

    ExpiredHeldPhotos(WorkerTransactions workers, Sql sql, ExpireHeldPhoto expireHeldPhoto) {
        this.workers = workers;
        this.sql = sql;
        this.expireHeldPhoto = expireHeldPhoto;
    }

    private record Held(TenantId tenant, String photoId) {}

    @Override
    public String name() {
        return "held photos";
    }

    @Override
    public long over(Instant now) {
        return workers.call(() -> sql.one(
                        "select count(*) as old from readings.held_photo where expires_at <= ?",
                        row -> row.getLong("old"),
                        now)
                .orElse(0L));
    }

    @Override
    public int end(Instant now, int max) {
        var oldest = workers.call(() -> sql.list(
                OLDEST,
                row -> new Held(new TenantId(row.getObject("tenant_id", UUID.class)), row.getString("photo_id")),
                now,
                max));
        return Expiring.oneByOne(
                oldest,
                held -> expireHeldPhoto.expire(held.tenant, held.photoId, now),
                (held, failure) -> log.error("photo {} is held on, although its time is over", held.photoId, failure));
    }
}
