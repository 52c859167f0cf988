package org.meterline.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.meterline.stack.supervisor.RunningStack;
import org.meterline.stack.supervisor.StackStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows every part with its process, port and state. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows every part with its process, port and state.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything is ready",
            "1:something is not",
            "2:something of a deployment elsewhere could not be asked",
            "4:nothing is running"
        })
final class StatusCommand implements Callable<Integer> {

    static final int NOT_RUNNING = 4;

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Mixin
    private TargetOption target = new TargetOption();

    @Override
    public Integer call() throws InterruptedException {
        if (!target.isLocal()) {
            var deployed = DeployedStatus.of(target.target().orElseThrow());
            System.out.print(json ? deployed.json() + System.lineSeparator() : deployed.text());
            return deployed.exitCode();
        }
        var running = RunningStack.in(Meterline.home());
        if (running.isEmpty()) {
            return notRunning();
        }
        try {
            var status = running.get().status();
            print(status);
            return status.ready() ? 0 : Meterline.FAILED;
        } catch (IOException unheard) {
            System.err.println("meterline: the supervisor does not answer; it is starting or stopping");
            return Meterline.FAILED;
        }
    }

    static int notRunning() {
        System.err.println("meterline: nothing is running here, or not far enough yet; './meterline up' starts it");
        return NOT_RUNNING;
    }

    private void print(StackStatus status) throws IOException {
        if (json) {
            System.out.println(new ObjectMapper().writeValueAsString(status));
            return;
        }
        System.out.printf("%-16s %8s %7s  %s%n", "PART", "PID", "PORT", "STATE");
        for (var part : status.parts()) {
            System.out.printf("%-16s %8s %7s  %s%n", part.name(), shown(part.pid()), shown(part.port()), part.state());
        }
        System.out.println();
        status.urls().forEach((what, url) -> System.out.printf("%-10s %s%n", what, url));
    }

    private static String shown(@Nullable Number number) {
        return number == null ? "-" : number.toString();
    }
}
