package org.meterline.stack;

import org.meterline.stack.bench.BenchHouse;
import org.meterline.stack.bench.Report;
import org.meterline.stack.bench.Size;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all benches of speed have in common: how much they do, where, and where they tell it. */
final class SpeedOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--pairs", paramLabel = "N", description = "How often both sides are measured, 5 if not said.")
    private int pairs = Size.WHOLE.pairs();

    @Option(names = "--tiny", description = "Only shows that it runs; the figures mean nothing.")
    private boolean tiny;

    Size size() {
        return tiny ? Size.TINY : Size.WHOLE.withPairs(Arguments.atLeast(1, command, "--pairs", pairs));
    }

    /** Under the system's own state; the engines' own words go into a file there. */
    BenchHouse house() {
        var directory = Meterline.home().root().resolve("bench");
        System.setProperty(
                "meterline.log", directory.resolve("engines.log").toString()); // before the first logger is made
        System.setProperty("logback.configurationFile", "logback-supervisor.xml");
        return new BenchHouse(directory, Meterline.checkout(), size().batched());
    }

    Report report() {
        return new Report(command.commandLine().getOut());
    }
}
