package org.meterline.operations.replay;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a replay came to.
 *
 * @param found messages that were selected
 * @param replayed messages and photos that were queued again
 * @param skipped what was left out, by the reason
 * @param failed what could not be queued, by the reason
 */
public record ReplayReport(long found, long replayed, Map<String, Long> skipped, Map<String, Long> failed) {

    public ReplayReport {
        skipped = Map.copyOf(skipped);
        failed = Map.copyOf(failed);
    }

    /** A report that is being written. */
    static final class Counting {

        private long found;
        private long replayed;
        private final Map<String, Long> skipped = new TreeMap<>();
        private final Map<String, Long> failed = new TreeMap<>();

        void found() {
            found++;
        }

        void replayed() {
            replayed++;
        }

        void skipped(String why) {
            skipped.merge(why, 1L, Long::sum);
        }

        void failed(String why) {
            failed.merge(why, 1L, Long::sum);
        }

        ReplayReport report() {
            return new ReplayReport(found, replayed, skipped, failed);
        }
    }
}
