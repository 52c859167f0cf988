package org.meterline.stack;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends one part, as {@code kill -9} does, to see that it comes back. */
@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description = "Ends one part as a crash would. It comes back by itself.")
final class KillCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PART", description = "A part or a worker, as 'meterline status' names it.")
    private String part = "";

    @Override
    public Integer call() throws InterruptedException {
        return PartOrder.give(part, "kill", "ended as a crash would");
    }
}
