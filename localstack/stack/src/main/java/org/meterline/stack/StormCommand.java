package org.meterline.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.meterline.stack.storm.Storm;
import org.meterline.stack.storm.StormSettings;
import org.meterline.stack.supervisor.Home;
import org.meterline.stack.supervisor.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Drives a system of its own through a storm of messages and faults, and says whether anything was lost or done twice. */
@Command(
        name = "storm",
        mixinStandardHelpOptions = true,
        description =
                "Drives a system of its own through messages and faults, then counts what was lost or done twice.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:nothing was lost, nothing was done twice", "1:something was, or a webhook went unanswered"})
final class StormCommand implements Callable<Integer> {

    private static final int LONG = 10_000;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "2000",
            description = "So many webhooks (${DEFAULT-VALUE}).")
    private int messages;

    @Option(
            names = "--faults",
            paramLabel = "K",
            defaultValue = "12",
            description = "So many faults (${DEFAULT-VALUE}).")
    private int faults;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The same seed is the same storm (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "40",
            description = "So many webhooks a second (${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--keep", description = "Keep the system's state, to look at it.")
    private boolean keep;

    @Option(names = "--report", paramLabel = "DIR", description = "A folder for the figures and the chart.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Arguments.atLeast(1, command, "--messages", messages);
        Arguments.atLeast(0, command, "--faults", faults);
        Arguments.atLeast(1, command, "--rate", rate);
        var folder = Files.createTempDirectory("meterline-storm");
        System.setProperty(
                "meterline.log", folder.resolve("supervisor.log").toString()); // before the first logger is made
        System.setProperty("logback.configurationFile", "logback-supervisor.xml");
        var settings = new StormSettings(messages, faults, seed, rate, folder.resolve("home"), report);
        var outcome = new Storm(settings, Meterline.checkout(), Settings.from(environment()), System.out).run();
        if (keep) {
            System.out.println("Its state is in " + folder);
        } else {
            Home.delete(folder);
        }
        return outcome.isGood() ? 0 : Meterline.FAILED;
    }

    /** What a person said, and else what suits a system that works hard for as long as it lives, and lives once. */
    private Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        environment.putIfAbsent("METERLINE_RECEIVERS", "4");
        environment.putIfAbsent("METERLINE_CHAT_MESSAGES", Integer.toString(Math.max(20_000, messages)));
        var isLong = messages > LONG;
        environment.putIfAbsent("METERLINE_TABLES_SURVIVE", keep ? "on" : "off");
        environment.putIfAbsent("METERLINE_SWEEP_SECONDS", isLong ? "60" : "10");
        environment.putIfAbsent("METERLINE_RECONCILE_SECONDS", isLong ? "120" : "15");
        environment.putIfAbsent("METERLINE_PHOTO_SECONDS", isLong ? "90" : "30");
        environment.putIfAbsent("METERLINE_CLASS_ARCHIVES", "off");
        return environment;
    }
}
