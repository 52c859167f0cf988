package org.meterline.stack;

import java.nio.file.Path;
import org.meterline.engines.EngineException;
import org.meterline.operations.deployment.OutOfReach;
import org.meterline.stack.supervisor.Checkout;
import org.meterline.stack.supervisor.Home;
import org.meterline.stack.supervisor.StartException;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command {@code meterline}. The launcher script in the root of the checkout finds a JDK, builds what is missing and runs
 * this; it says where the checkout is with {@code -Dmeterline.root}.
 */
@Command(
        name = "meterline",
        mixinStandardHelpOptions = true,
        version = "meterline 0.1.0",
        description = "Meterline on one machine: a customer sends a photo of the meter, the utility gets a reading.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            SendCommand.class,
            ReadCommand.class,
            BenchCommand.class,
            AuditCommand.class,
            TraceCommand.class,
            ReplayCommand.class,
            DeadLettersCommand.class,
            StormCommand.class,
            KillCommand.class,
            RestartCommand.class,
            LogsCommand.class,
            GenerateCompletion.class,
            CommandLine.HelpCommand.class
        })
public final class Meterline implements Runnable {

    /** What a command ends with when something is wrong that no command has a number of its own for. */
    static final int FAILED = 1;

    private Meterline() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Meterline())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Meterline::explain)
                .setUsageHelpAutoWidth(true);
    }

    @Override
    public void run() {
        commandLine().usage(System.out);
    }

    static Checkout checkout() {
        return new Checkout(Path.of(System.getProperty("meterline.root", "."))
                .toAbsolutePath()
                .normalize());
    }

    static Home home() {
        var named = System.getenv("METERLINE_HOME");
        return new Home(named == null || named.isBlank() ? checkout().root().resolve(".meterline") : Path.of(named));
    }

    /** What was foreseen is said in its own words; everything else is a bug and shows where it is. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof StartException || failure instanceof EngineException || failure instanceof OutOfReach) {
            command.getErr().println("meterline: " + failure.getMessage());
        } else {
            command.getErr().println("meterline: this should not have happened:");
            failure.printStackTrace(command.getErr());
        }
        return FAILED;
    }
}
