package org.meterline.stack;

import java.util.concurrent.Callable;
import org.meterline.stack.bench.OutboxBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How fast the outbox is emptied. */
@Command(
        name = "outbox",
        mixinStandardHelpOptions = true,
        description = "The relay of the outbox beside a bare publisher, and how long an event lies in it.")
final class OutboxBenchCommand implements Callable<Integer> {

    @Mixin
    private SpeedOptions options = new SpeedOptions();

    @Override
    public Integer call() throws Exception {
        try (var house = options.house()) {
            new OutboxBench(house, options.size(), options.report()).run();
        }
        return 0;
    }
}
