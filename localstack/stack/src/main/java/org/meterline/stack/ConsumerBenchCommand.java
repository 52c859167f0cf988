package org.meterline.stack;

import java.util.List;
import java.util.concurrent.Callable;
import org.meterline.stack.bench.ConsumerBench;
import org.meterline.stack.bench.Work;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** How near billing's consumers come to the database alone. */
@Command(
        name = "consumer",
        mixinStandardHelpOptions = true,
        description = "Billing's consumers beside pgbench with the same statements, one by one and in batches.")
final class ConsumerBenchCommand implements Callable<Integer> {

    @Mixin
    private SpeedOptions options = new SpeedOptions();

    @Parameters(
            paramLabel = "WORK",
            arity = "0..*",
            description = "What is consumed: ${COMPLETION-CANDIDATES}; all of it if not said.")
    private List<Work> works = List.of(Work.values());

    @Override
    public Integer call() throws Exception {
        try (var house = options.house()) {
            new ConsumerBench(house, works, options.size(), options.report()).run();
        }
        return 0;
    }
}
