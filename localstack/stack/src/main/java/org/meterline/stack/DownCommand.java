package org.meterline.stack;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.meterline.stack.docker.DockerStack;
import org.meterline.stack.supervisor.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the running system; its state stays. */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops the running system. Its state stays.")
final class DownCommand implements Callable<Integer> {

    private static final long PATIENCE_SECONDS = 60;

    @Option(
            names = "--docker",
            description = "What runs in containers. Its volumes stay, what LocalStack holds does not.")
    private boolean docker;

    @Option(names = "--fresh", description = "With --docker: forget the volumes, too.")
    private boolean fresh;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        if (docker) {
            var stack = new DockerStack(Meterline.checkout(), Meterline.home(), new Progress(System.out));
            if (fresh) {
                stack.forget();
            } else {
                stack.down();
            }
            return 0;
        }
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
