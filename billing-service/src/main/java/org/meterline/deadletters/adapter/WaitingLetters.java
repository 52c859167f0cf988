package org.meterline.deadletters.adapter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.meterline.platform.Sql;
import org.meterline.platform.Waiting;
import org.meterline.platform.WorkerTransactions;

/** How many dead letters wait for a person, as metrics. Looked at every 15 s. */
@Singleton
class WaitingLetters {

    private static final String WAITING = """
            select count(*) as waiting, min(died_at) as oldest
            from deadletters.dead_letter where status = 'WAITING'
            """;

    private final Waiting waiting;

    WaitingLetters(WorkerTransactions transactions, Sql sql, InstantSource time, MeterRegistry metrics) {
        waiting = new Waiting(
                "meterline.dead.letters",
                "Dead letters that nobody decided about yet",
                WAITING,
                transactions,
                sql,
                time,
                metrics);
    }

    @Scheduled(initialDelay = "1s", fixedDelay = "15s")
    void look() {
        waiting.look();
    }
}
