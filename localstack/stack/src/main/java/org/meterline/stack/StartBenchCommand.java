package org.meterline.stack;

import java.util.concurrent.Callable;
import org.meterline.stack.bench.StartBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How quickly a new process is of use. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "Billing's start with and without its AOT cache, and the lambdas' first invocations.")
final class StartBenchCommand implements Callable<Integer> {

    @Mixin
    private SpeedOptions options = new SpeedOptions();

    @Override
    public Integer call() throws Exception {
        try (var house = options.house()) {
            new StartBench(house, options.size(), options.report()).run();
        }
        return 0;
    }
}
