package org.meterline.platform.adapter;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import org.meterline.platform.Expiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what is over, once an hour, never twice at a time in this process: it says how much that is, and ends a bounded number of
 * it. Several instances may be at it side by side, because each thing ends once.
 */
@Singleton
@Requires(property = "meterline.expiry.enabled", notEquals = "false")
class ExpiryJob {

    private static final Logger log = LoggerFactory.getLogger(ExpiryJob.class);

    private static final int BATCH_MAX = 100;
    private static final int BATCHES_MAX = 100; // of one kind; the rest is for the next hour

    private final List<Expiring> kinds;
    private final InstantSource clock;

    ExpiryJob(List<Expiring> kinds, InstantSource clock) {
        this.kinds = kinds;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "${meterline.expiry.first-after:10m}", fixedDelay = "${meterline.expiry.every:1h}")
    void run() {
        kinds.forEach(this::end);
    }

    private void end(Expiring kind) {
        try {
            var now = clock.instant();
            var over = kind.over(now);
            if (over == 0) {
                return;
            }
            log.info("{} {} are over; at most {} are ended now", over, kind.name(), BATCH_MAX * BATCHES_MAX);
            var ended = 0;
            for (var batch = 0; batch < BATCHES_MAX; batch++) {
                var some = kind.end(now, BATCH_MAX);
                ended += some;
                if (some == 0) {
                    break;
                }
            }
            log.info("{} {} are ended", ended, kind.name());
        } catch (RuntimeException failure) { // the edge: one kind's failure is no other's
            log.error("{} could not be ended", kind.name(), failure);
        }
    }
}
