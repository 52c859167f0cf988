package org.meterline.stack;

import java.util.concurrent.Callable;
import org.meterline.stack.bench.BatchBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What batches are worth. */
@Command(
        name = "batch",
        mixinStandardHelpOptions = true,
        description =
                "Billing's consumers in batches beside the same one by one, and how long events wait for company.")
final class BatchBenchCommand implements Callable<Integer> {

    @Mixin
    private SpeedOptions options = new SpeedOptions();

    @Override
    public Integer call() throws Exception {
        try (var house = options.house()) {
            new BatchBench(house, options.size(), options.report()).run();
        }
        return 0;
    }
}
