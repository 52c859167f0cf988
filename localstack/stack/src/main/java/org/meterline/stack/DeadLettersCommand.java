package org.meterline.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.meterline.operations.store.BillingDoor;
import org.meterline.operations.store.BillingDoor.Answer;
import org.meterline.operations.store.Stores;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the queues gave up: lists it, shows one, takes it back or throws it away, over billing's HTTP API. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "What the queues gave up: list it, show one, take it back or throw it away.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:billing did not do it", "4:nothing is running"})
final class DeadLettersCommand implements Runnable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/admin/dead-letters";

    @Override
    public void run() {
        new CommandLine(this).usage(System.out);
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Those that wait for a decision, oldest first.")
    int list(@Mixin TargetOption target) {
        return withBilling(target, billing -> {
            var cursor = "";
            do {
                var answer = billing.get(PATH + "?limit=100" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
                if (answer.status() != 200) {
                    return refused(answer);
                }
                var page = read(answer);
                for (var letter : page.path("deadLetters")) {
                    System.out.printf(
                            "%s  %-20s %-44s died %s after %d attempts of %s%n",
                            letter.path("id").asText(),
                            letter.path("queue").asText(),
                            letter.path("eventId").asText(),
                            letter.path("diedAt").asText(),
                            letter.path("attempts").asInt(),
                            letter.path("lastFailure").asText());
                }
                cursor = page.path("nextCursor").asText("");
            } while (!cursor.isEmpty() && !cursor.equals("null"));
            return 0;
        });
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "One of them, with what was decided about it.")
    int show(@Mixin TargetOption target, @Parameters(paramLabel = "ID", description = "A letter's id.") UUID id) {
        return withBilling(target, billing -> shown(billing.get(PATH + "/" + id)));
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "Puts one back into the queue it came from.")
    int replay(
            @Mixin TargetOption target,
            @Parameters(paramLabel = "ID", description = "A letter's id.") UUID id,
            @Option(names = "--reason", description = "Why, for those who ask later.") @Nullable String reason) {
        return withBilling(target, billing -> shown(billing.post(PATH + "/" + id + "/replay", body(reason))));
    }

    @Command(name = "discard", mixinStandardHelpOptions = true, description = "Throws one away, with what it says.")
    int discard(
            @Mixin TargetOption target,
            @Parameters(paramLabel = "ID", description = "A letter's id.") UUID id,
            @Option(names = "--reason", required = true, description = "Why, for those who ask later.") String reason) {
        return withBilling(target, billing -> shown(billing.post(PATH + "/" + id + "/discard", body(reason))));
    }

    private static int withBilling(TargetOption target, Function<BillingDoor, Integer> work) {
        var deployment = target.target();
        if (deployment.isEmpty()) {
            return StatusCommand.notRunning();
        }
        try (var stores = new Stores(deployment.get())) {
            return work.apply(stores.billing());
        }
    }

    private static int shown(Answer answer) {
        if (answer.status() != 200) {
            return refused(answer);
        }
        System.out.println(read(answer).toPrettyString());
        return 0;
    }

    /** Problems are told as problem+json. */
    private static int refused(Answer answer) {
        var why = read(answer).path("detail").asText("no reason given");
        System.err.println("meterline: billing answered " + answer.status() + ": " + why);
        return Meterline.FAILED;
    }

    private static String body(@Nullable String reason) {
        return JSON.createObjectNode().put("reason", reason).toString();
    }

    private static JsonNode read(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException noJson) {
            return JSON.createObjectNode();
        }
    }
}
