package org.meterline.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a process remembers of a broker that did not answer, for those of its callers whom somebody waits for. For five seconds nobody
 * asks the broker again and finds out at the cost of a time limit each; then one does, and whether that one is answered decides for
 * the others. Whoever publishes asks {@link #letsThrough} first, and says afterwards what came of it.
 */
final class BrokerOutage {

    /** How long a broker that did not answer is left alone. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final AtomicReference<@Nullable Instant> until = new AtomicReference<>(); // null while the broker is well
    private final AtomicLong kept = new AtomicLong();

    BrokerOutage(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Whether the broker may be asked. Who is let through when a pause is over begins the next one: nobody else is meanwhile, and it
     * ends whatever becomes of them.
     */
    boolean letsThrough() {
        var end = until.get();
        var now = clock.instant();
        var isLet = end == null || !end.isAfter(now) && until.compareAndSet(end, now.plus(PAUSE));
        if (!isLet) {
            kept.incrementAndGet();
        }
        return isLet;
    }

    /** The broker did not answer. Whether that is news. */
    boolean goesOn() {
        kept.incrementAndGet();
        return until.getAndSet(clock.instant().plus(PAUSE)) == null;
    }

    /** The broker answered. Where that is news, how many events it did not get meanwhile. */
    OptionalLong isOver() {
        return until.get() == null || until.getAndSet(null) == null
                ? OptionalLong.empty()
                : OptionalLong.of(kept.getAndSet(0));
    }
}
