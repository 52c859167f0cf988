package org.meterline.stack;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stops one part in good order and starts it again. */
@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "Stops one part in good order and starts it again.")
final class RestartCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PART", description = "A part or a worker, as 'meterline status' names it.")
    private String part = "";

    @Override
    public Integer call() throws InterruptedException {
        return PartOrder.give(part, "restart", "started again");
    }
}
