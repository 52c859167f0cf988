package org.meterline.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.meterline.stack.storm.IngestBench;
import org.meterline.stack.supervisor.Home;
import org.meterline.stack.supervisor.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures how good and how fast the parts are.",
        subcommands = {
            ConsumerBenchCommand.class,
            BatchBenchCommand.class,
            OutboxBenchCommand.class,
            StartBenchCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class BenchCommand implements Runnable {

    private static final int HEAP_MEGABYTES =
            384; // as little as a lambda has to spare, so that its memory is measured too

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "What is to be measured?");
    }

    /** How good the reader is: the OCR lambda's own class path and code, alone. */
    @Command(
            name = "reader",
            mixinStandardHelpOptions = true,
            description = "Scores the reader on a folder of labelled photos, beside others that are installed.")
    int reader(
            @Parameters(paramLabel = "DIR", description = "Holds photos.csv and photos/, perhaps crops.csv and crops/.")
                    Path directory,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            description = "At most so many photos, the same share from each source.")
                    @Nullable
                    String limit,
            @Option(
                            names = "--use",
                            paramLabel = "NAME",
                            description = "Only pictures whose column use says so, train or measure.")
                    @Nullable
                    String use,
            @Option(
                            names = "--error",
                            paramLabel = "SHARE",
                            description = "The share of wrong answers that would be accepted, 0.005 if not said.")
                    @Nullable
                    String error,
            @Option(
                            names = "--predictions",
                            paramLabel = "OUT.jsonl",
                            description = "Every answer, a line of JSON each.")
                    @Nullable
                    Path predictions,
            @Option(
                            names = "--failures",
                            paramLabel = "OUT.png",
                            description = "A picture of what went wrong, kind by kind.")
                    @Nullable
                    Path failures,
            @Option(
                            names = "--peers",
                            paramLabel = "N",
                            description = "Others read at most so many of the photos, 60 if not said; 0 for no others.")
                    @Nullable
                    String peers,
            @Option(
                            names = "--peer",
                            paramLabel = "COMMAND",
                            description =
                                    "Another reader: it prints its name, then a line of JSON for each path it hears.")
                    @Nullable
                    String peer)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(OcrLambda.command("org.meterline.ocr.BenchCommand", HEAP_MEGABYTES));
        command.add("reader");
        command.add(directory.toString());
        add(command, "--limit", limit);
        add(command, "--use", use);
        add(command, "--error", error);
        add(command, "--predictions", predictions);
        add(command, "--failures", failures);
        add(command, "--peers", peers);
        add(command, "--peer", peer);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /** How quickly webhooks are taken. */
    @Command(
            name = "ingest",
            mixinStandardHelpOptions = true,
            description =
                    "How quickly webhooks are taken, and what that costs, with a system of its own in which nobody consumes them.")
    int ingest(
            @Option(
                            names = "--rate",
                            paramLabel = "R",
                            defaultValue = "200",
                            description = "So many texts and statuses a second (${DEFAULT-VALUE}).")
                    int rate,
            @Option(
                            names = "--seconds",
                            paramLabel = "T",
                            defaultValue = "60",
                            description = "For so long (${DEFAULT-VALUE}).")
                    int seconds)
            throws IOException, InterruptedException {
        Arguments.atLeast(1, spec, "--rate", rate);
        Arguments.atLeast(1, spec, "--seconds", seconds);
        var folder = Files.createTempDirectory("meterline-bench");
        System.setProperty("meterline.log", folder.resolve("supervisor.log").toString());
        System.setProperty("logback.configurationFile", "logback-supervisor.xml");
        new IngestBench(rate, IngestBench.WARM_UP, Duration.ofSeconds(seconds), System.out)
                .run(new Home(folder.resolve("home")), Meterline.checkout(), Settings.from(System.getenv()));
        Home.delete(folder);
        return 0;
    }

    private static void add(ArrayList<String> command, String name, @Nullable Object value) {
        if (value != null) {
            command.add(name);
            command.add(value.toString());
        }
    }
}
