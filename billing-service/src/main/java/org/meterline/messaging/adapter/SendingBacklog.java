package org.meterline.messaging.adapter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.meterline.platform.Sql;
import org.meterline.platform.Waiting;
import org.meterline.platform.WorkerTransactions;

/** How many answers wait to be sent, as metrics. Looked at every 15 s. */
@Singleton
class SendingBacklog {

    private static final String WAITING = """
            select count(*) as waiting, min(created_at) as oldest
            from messaging.outbound where status in ('QUEUED', 'SENDING')
            """;

    private final Waiting waiting;

    SendingBacklog(WorkerTransactions transactions, Sql sql, InstantSource time, MeterRegistry metrics) {
        waiting = new Waiting(
                "meterline.outbound",
                "Answers that were not taken by the provider yet",
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
