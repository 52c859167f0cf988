package org.meterline.stack.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What batches are worth: billing beside itself with batches switched off, and what they cost in waiting. */
public final class BatchBench {

    private static final double GOAL = 8;
    private static final double WAIT_GOAL_MILLIS = 20;
    private static final int BATCH = 100;
    private static final int PER_SECOND = 100;

    private final BenchHouse house;
    private final Size size;
    private final Report report;

    public BatchBench(BenchHouse house, Size size, Report report) {
        this.house = house;
        this.size = size;
        this.report = report;
    }

    /** Measures, and says what came of it. */
    public void run() throws Exception {
        report.machine();
        try (var batching = house.deploy("one", BATCH, Map.of());
                var plain = house.deploy("two", 1, Map.of())) {
            for (var work : List.of(Work.DELIVERIES, Work.MESSAGES)) {
                for (var round = 0; round < size.warmUps(); round++) {
                    var unused =
                            house.consumed(batching, work, size.batched()) + house.consumed(plain, work, size.single());
                }
                var name = work + " by " + BATCH + " over one by one";
                var pairs = Pairs.measured(
                        report,
                        name,
                        Pairs.Unit.PER_SECOND,
                        size.pairs(),
                        () -> house.consumed(batching, work, size.batched()),
                        () -> house.consumed(plain, work, size.single()));
                report.result(name, pairs, GOAL);
            }
            compareWaits(batching, plain);
        }
    }

    private void compareWaits(BenchBilling batching, BenchBilling plain) {
        var together = house.waited(batching, PER_SECOND, size.single());
        var alone = house.waited(plain, PER_SECOND, size.single());
        var added = together.p99Millis() - alone.p99Millis();
        report.line(String.format(
                Locale.ROOT,
                "MESSAGES at %d/s wait for their work: p50 %.1f ms, p99 %.1f ms in batches; p50 %.1f ms, p99 %.1f ms alone;"
                        + " added at p99 %.1f ms (goal at most %.0f: %s)",
                PER_SECOND,
                together.p50Millis(),
                together.p99Millis(),
                alone.p50Millis(),
                alone.p99Millis(),
                added,
                WAIT_GOAL_MILLIS,
                added <= WAIT_GOAL_MILLIS ? "reached" : "MISSED"));
    }
}
