package org.meterline.stack;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/** Stops the running system; its state stays. */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops the running system. Its state stays.")
final class DownCommand implements Callable<Integer> {

    private static final long PATIENCE_SECONDS = 60;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        var supervisor = Meterline.home().supervisor().process();
        if (supervisor.isEmpty()) {
            System.out.println("Meterline is not running.");
            return 0;
        }
        supervisor.get().destroy();
        try {
            supervisor.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException stubborn) {
            System.err.println("meterline: it is still stopping after " + PATIENCE_SECONDS + " s; process "
                    + supervisor.get().pid() + " may be killed: the next 'meterline up' cleans up");
            return Meterline.FAILED;
        }
        System.out.println("Stopped.");
        return 0;
    }
}
