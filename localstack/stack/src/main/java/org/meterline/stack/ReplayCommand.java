package org.meterline.stack;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.meterline.operations.replay.Replay;
import org.meterline.operations.replay.ReplayReport;
import org.meterline.operations.replay.Selection;
import org.meterline.operations.store.Stores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends stored messages and photos through the whole chain again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Sends stored messages and photos through the whole chain again; what was done is not done twice.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all of it is queued",
            "1:some could not be queued",
            "2:nothing was named",
            "4:nothing is running"
        })
final class ReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "--id", paramLabel = "ID", split = ",", description = "Messages or photos.")
    private Set<String> ids = Set.of();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "What was received then or later, 2026-01-31T00:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "What was received then or before.")
    private @Nullable Instant to;

    @Option(
            names = "--state",
            description = "Only what stands there: RECEIVED, STORED, PUBLISHED; READ, UNREADABLE, FAILED;"
                    + " RECORDED, DOUBTED, REFUSED, ANSWERED, APPLIED, IGNORED, TOLD; UNSETTLED.")
    private @Nullable String state;

    @Option(names = "--messages", description = "Only messages: billing hears of them again.")
    private boolean messages;

    @Option(names = "--photos", description = "Only photos: the reader gets them again.")
    private boolean photos;

    @Option(names = "--dry-run", description = "Only counts.")
    private boolean dryRun;

    @Option(names = "--rate", defaultValue = "50", description = "How much per second at most (${DEFAULT-VALUE}).")
    private int rate;

    @Override
    public Integer call() {
        if (ids.isEmpty() && from == null && to == null && state == null) {
            throw new ParameterException(
                    command.commandLine(), "name what to replay: --id, --from and --to, or --state");
        }
        if (from != null && to != null && from.isAfter(to)) {
            throw new ParameterException(command.commandLine(), "--from is after --to");
        }
        Arguments.atLeast(1, command, "--rate", rate);
        var selection = new Selection(ids, from, to, knownState());
        var deployment = target.target();
        if (deployment.isEmpty()) {
            return StatusCommand.notRunning();
        }
        var what = messages == photos ? Replay.What.EVERYTHING : messages ? Replay.What.MESSAGES : Replay.What.PHOTOS;
        var progress = new ReplayProgress(System.err, System.console() != null, System::nanoTime);
        try (var stores = new Stores(deployment.get())) {
            var report = new Replay(stores, progress::at).run(new Replay.Options(selection, what, dryRun, rate));
            progress.end();
            print(report);
            return report.failed().isEmpty() ? 0 : Meterline.FAILED;
        }
    }

    private @Nullable String knownState() {
        if (state == null) {
            return null;
        }
        var known = state.toUpperCase(Locale.ROOT);
        if (!Selection.STATES.contains(known)) {
            throw Arguments.unknown(command, "state", state, Selection.STATES);
        }
        return known;
    }

    private static void print(ReplayReport report) {
        System.out.printf("%d messages found, %d replayed%n", report.found(), report.replayed());
        report.skipped().forEach((why, count) -> System.out.printf("%d skipped: %s%n", count, why));
        report.failed().forEach((why, count) -> System.out.printf("%d failed: %s%n", count, why));
    }
}
