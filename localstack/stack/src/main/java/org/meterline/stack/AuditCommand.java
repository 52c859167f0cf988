package org.meterline.stack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.meterline.operations.audit.Audit;
import org.meterline.operations.audit.AuditTable;
import org.meterline.operations.audit.Rule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares all stores of a system and counts what must never be. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description =
                "Compares all stores and counts what must never be; docs/operations.md says what each line means.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every rule holds",
            "1:one is broken",
            "2:something could not be checked",
            "4:nothing is running"
        })
final class AuditCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "How long to wait until nothing is on its way; then everything counts, however young.")
    private int waitSeconds;

    @Option(
            names = "--older-than",
            paramLabel = "SECONDS",
            description = "What is younger is on its way, and no violation (120; 0 with --wait).")
    private @Nullable Integer olderThanSeconds;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what began then or later, 2026-01-31T00:00:00Z.")
    private @Nullable Instant since;

    @Option(names = "--skip", paramLabel = "RULE", split = ",", description = "Rules that are not checked, by id.")
    private List<String> skip = List.of();

    @Override
    public Integer call() throws Exception {
        var options = options();
        var stores = target.target();
        if (stores.isEmpty()) {
            return StatusCommand.notRunning();
        }
        var audit = new Audit(stores.get(), InstantSource.system());
        var report = audit.run(options);
        System.out.print(json ? AuditTable.json(report) + System.lineSeparator() : AuditTable.text(report));
        return report.exitCode();
    }

    private Audit.Options options() {
        Arguments.atLeast(0, command, "--wait", waitSeconds);
        Arguments.atLeast(0, command, "--older-than", olderThanSeconds == null ? 0 : olderThanSeconds);
        var olderThan = olderThanSeconds != null ? olderThanSeconds : waitSeconds > 0 ? 0 : 120;
        var skipped = EnumSet.noneOf(Rule.class);
        for (var id : skip) {
            skipped.add(Arrays.stream(Rule.values())
                    .filter(rule -> rule.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> Arguments.unknown(
                            command,
                            "rule",
                            id,
                            Arrays.stream(Rule.values()).map(Rule::id).toList())));
        }
        return new Audit.Options(
                since == null ? Instant.EPOCH : since,
                Duration.ofSeconds(olderThan),
                Duration.ofSeconds(waitSeconds),
                skipped);
    }
}
