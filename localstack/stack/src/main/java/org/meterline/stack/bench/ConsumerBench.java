package org.meterline.stack.bench;

import java.util.List;
import java.util.Map;

/**
 * How near billing's consumers come to the database alone: from the queue into the tables, beside pgbench with the same
 * statements on the same tables.
 */
public final class ConsumerBench {

    private static final double PER_MESSAGE_GOAL = 0.75;
    private static final double BATCH_GOAL = 0.70;
    private static final int BATCH = 100;
    private static final String PLACE = "one";

    private final BenchHouse house;
    private final List<Work> works;
    private final Size size;
    private final Report report;

    /** @param works what is consumed; only what is taken in batches is measured in batches, too */
    public ConsumerBench(BenchHouse house, List<Work> works, Size size, Report report) {
        this.house = house;
        this.works = works;
        this.size = size;
        this.report = report;
    }

    /** Measures, and says what came of it. */
    public void run() throws Exception {
        var judge = Pgbench.installed()
                .orElseThrow(() -> new IllegalStateException(
                        "the judge is pgbench, which is not installed (Debian: sudo apt-get install postgresql-15)"));
        report.machine();
        report.line("judge: " + judge.version() + ", " + BenchHouse.CONNECTIONS + " clients, prepared statements");
        for (var work : works) {
            measure(judge, work, 1, PER_MESSAGE_GOAL);
            if (work != Work.READINGS) {
                measure(judge, work, BATCH, BATCH_GOAL);
            }
        }
    }

    private void measure(Pgbench judge, Work work, int batch, double goal) throws Exception {
        var name = work + (batch == 1 ? " one by one" : " by " + batch);
        var count = batch == 1 ? size.single() : size.batched();
        var script = house.captured(PLACE, work, batch);
        report.line(name + ": " + script.statements().size() + " statements a unit");
        try (var billing = house.deploy(PLACE, batch, Map.of())) {
            for (var round = 0; round < size.warmUps(); round++) {
                var unused = house.consumed(billing, work, count);
            }
            var pairs = Pairs.measured(
                    report,
                    name,
                    Pairs.Unit.PER_SECOND,
                    size.pairs(),
                    () -> house.consumed(billing, work, count),
                    () -> house.judged(billing.database(), judge, work, script, count));
            report.result(name, pairs, goal);
        }
    }
}
