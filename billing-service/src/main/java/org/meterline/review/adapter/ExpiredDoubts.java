package org.meterline.review.adapter;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.meterline.platform.Expiring;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.WorkerTransactions;
import org.meterline.review.DoubtId;
import org.meterline.review.ExpireDoubt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Doubts that nobody decided in time, of all tenants. */
@Singleton
final class ExpiredDoubts implements Expiring {

    private static final Logger log = LoggerFactory.getLogger(ExpiredDoubts.class);

    private static final String OVER = "from review.doubt where status = 'WAITING' and expires_at <= ?";

    private final WorkerTransactions workers;
    private final Sql sql;
    private final ExpireDoubt expireDoubt;

    ExpiredDoubts(WorkerTransactions workers, Sql sql, ExpireDoubt expireDoubt) {
        this.workers = workers;
        this.sql = sql;
        this.expireDoubt = expireDoubt;
    }

    private record Waiting(TenantId tenant, DoubtId id) {}

    @Override
    public String name() {
        return "doubts that nobody decided";
    }

    @Override
    public long over(Instant now) {
        return workers.call(() -> sql.one("select count(*) as old " + OVER, row -> row.getLong("old"), now)
                .orElse(0L));
    }

    @Override
    public int end(Instant now, int max) {
        var oldest = workers.call(() -> sql.list(
                "select tenant_id, id " + OVER + " order by expires_at, id limit ?",
                row -> new Waiting(
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        new DoubtId(row.getObject("id", UUID.class))),
                now,
                max));
        return Expiring.oneByOne(
                oldest,
                doubt -> expireDoubt.expire(doubt.tenant, doubt.id, now),
                (doubt, failure) -> log.error("doubt {} waits on, although its time is over", doubt.id, failure));
    }
}
