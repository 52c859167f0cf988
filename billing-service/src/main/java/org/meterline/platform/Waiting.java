package org.meterline.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many rows of a table wait, and for how long the oldest, as two metrics. What cannot be looked at is no number, rather than
 * an old one.
 */
public final class Waiting {

    private static final Logger log = LoggerFactory.getLogger(Waiting.class);
    private static final double MILLIS = 1000;

    private final WorkerTransactions transactions;
    private final Sql sql;
    private final InstantSource time;
    private final String query;
    private volatile double rows = Double.NaN;
    private volatile double age = Double.NaN;

    /**
     * @param name the metrics' name: {@code name.rows} and {@code name.age}
     * @param what it is that waits, for their descriptions
     * @param query its columns are {@code waiting}, a count, and {@code oldest}, a time or null
     */
    public Waiting(
            String name,
            String what,
            String query,
            WorkerTransactions transactions,
            Sql sql,
            InstantSource time,
            MeterRegistry metrics) {
        this.transactions = transactions;
        this.sql = sql;
        this.time = time;
        this.query = query;
        Gauge.builder(name + ".rows", this, waiting -> waiting.rows)
                .description(what)
                .baseUnit("rows")
                .register(metrics);
        Gauge.builder(name + ".age", this, waiting -> waiting.age)
                .description(what + ": how long the oldest waits")
                .baseUnit("seconds")
                .register(metrics);
    }

    /** Looks at it. */
    public void look() {
        try {
            transactions.call(() -> sql.list(query, row -> {
                var oldest = Sql.instant(row, "oldest");
                var waited = oldest == null ? Duration.ZERO : Duration.between(oldest, time.instant());
                rows = row.getLong("waiting");
                age = Math.max(0, waited.toMillis()) / MILLIS;
                return rows;
            }));
        } catch (RuntimeException outOfReach) { // it is looked at again
            log.debug("what waits cannot be looked at", outOfReach);
            rows = Double.NaN;
            age = Double.NaN;
        }
    }
}
