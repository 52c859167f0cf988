package org.meterline.stack;

import java.util.concurrent.Callable;
import org.meterline.operations.deployment.OutOfReach;
import org.meterline.operations.deployment.Target;
import org.meterline.operations.trace.JourneyText;
import org.meterline.operations.trace.ReadItem;
import org.meterline.operations.trace.ReadJourney;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells one message's journey from what the stores hold. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description =
                "Tells one message's journey, with times, and what it waits for; docs/observability.md shows one.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the message is at rest",
            "1:no store knows the id",
            "2:a store could not be asked",
            "4:nothing is running",
            "10:it waits for something"
        })
final class TraceCommand implements Callable<Integer> {

    private static final int UNKNOWN = 1;
    private static final int OUT_OF_REACH = 2;
    private static final int WAITS = 10;

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "--json", description = "One JSON object instead of lines.")
    private boolean json;

    @Option(
            names = "--stored",
            description = "What the message table holds of it, unpacked, as JSON: with people's numbers and words.")
    private boolean stored;

    @Parameters(
            paramLabel = "ID",
            description =
                    "A message's, photo's, reading's, doubt's or trace's id, or that of an answer, ours or Twilio's.")
    private String id = "";

    @Override
    public Integer call() throws Exception {
        var stores = target.target();
        if (stores.isEmpty()) {
            return StatusCommand.notRunning();
        }
        try {
            return stored ? printItem(stores.get()) : printJourney(stores.get());
        } catch (OutOfReach failure) {
            System.err.println(failure.why());
            return OUT_OF_REACH;
        }
    }

    private int printItem(Target from) {
        var item = new ReadItem(from).of(id);
        item.ifPresentOrElse(System.out::println, () -> System.err.println("no store knows " + id));
        return item.isPresent() ? 0 : UNKNOWN;
    }

    private int printJourney(Target from) {
        var journey = new ReadJourney(from).of(id);
        if (journey.isEmpty()) {
            System.err.println("no store knows " + id);
            return UNKNOWN;
        }
        System.out.print(
                json ? JourneyText.json(journey.get()) + System.lineSeparator() : JourneyText.text(journey.get()));
        return journey.get().isAtRest() ? 0 : WAITS;
    }
}
