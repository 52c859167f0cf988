package org.meterline.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.meterline.stack.docker.DockerStack;
import org.meterline.stack.supervisor.DemoData;
import org.meterline.stack.supervisor.RunningStack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a photo or a text as a customer, waits for the answer, and shows it with what was stored. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = "Sends a photo or a text as a customer, waits for the answer and shows what was stored.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:accepted (of a text: answered)",
            "10:doubted, a person will look",
            "11:refused",
            "12:unreadable",
            "13:the number is unknown; the photo waits for its account",
            "14:we failed, and said so",
            "100:not answered in time",
            "101:the webhook was not accepted",
            "102:nothing is running"
        })
final class SendCommand implements Callable<Integer> {

    private static final String ANYBODY = "+447700900123";
    private static final int NOT_ANSWERED = 100;
    private static final int NOT_TAKEN = 101;
    private static final int NOT_RUNNING = 102;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "PHOTO", arity = "0..1", description = "A picture file.")
    private @Nullable Path photo;

    @Option(
            names = "--from",
            description =
                    "Who sends it; otherwise whose meter a sample photo shows, and " + ANYBODY + " for other photos.")
    private @Nullable String from;

    @Option(names = "--to", description = "The utility's number; that of the sender's utility otherwise.")
    private @Nullable String to;

    @Option(names = "--text", defaultValue = "", description = "What goes with it, or instead of it.")
    private String text = "";

    @Option(
            names = "--timeout",
            defaultValue = "30",
            description = "Seconds to wait for the answer (${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (photo == null && text.isEmpty()) {
            throw new ParameterException(command.commandLine(), "nothing to send: name a PHOTO or give a --text");
        }
        if (photo != null && !Files.isReadable(photo)) {
            throw new ParameterException(command.commandLine(), "cannot read " + photo);
        }
        Arguments.atLeast(1, command, "--timeout", timeoutSeconds);
        var running = RunningStack.in(Meterline.home()).or(() -> DockerStack.running(Meterline.home()));
        if (running.isEmpty()) {
            StatusCommand.notRunning();
            return NOT_RUNNING;
        }
        try (var chat = new ChatClient(running.get())) {
            return send(chat);
        } catch (ConnectException gone) {
            System.err.println("meterline: a part does not answer; see './meterline status'");
            return NOT_ANSWERED;
        }
    }

    private int send(ChatClient chat) throws IOException, InterruptedException {
        var since = System.nanoTime();
        var patience = Duration.ofSeconds(timeoutSeconds);
        var sent = chat.send(sender(), to, text, photo);
        if (!sent.path("messageSid").isTextual()) {
            System.err.println("meterline: the simulator did not send it: "
                    + sent.path("detail").asText());
            return NOT_TAKEN;
        }
        var status = sent.path("webhook").path("httpStatus");
        if (status.asInt() != 200) {
            System.err.println(
                    "meterline: the webhook answered " + status.asText("nothing") + "; see './meterline logs ingest'");
            return NOT_TAKEN;
        }
        var messageId = sent.path("messageSid").asText();
        var answer = chat.answer(messageId, patience);
        if (answer.isEmpty()) {
            System.err.println("meterline: no answer within " + timeoutSeconds + " s; the message is " + messageId);
            return NOT_ANSWERED;
        }
        System.out.printf("answered after %.1f s%n%n", (System.nanoTime() - since) / 1e9);
        answer.get().path("text").asText().lines().forEach(line -> System.out.println("    " + line));
        System.out.println();
        return photo == null
                ? 0
                : show(chat.verdict(answer.get().path("utility").asText(), messageId, patience));
    }

    private String sender() {
        if (from != null) {
            return from;
        }
        return photo == null ? ANYBODY : DemoData.senderOf(photo).orElse(ANYBODY);
    }

    private static int show(JsonNode verdict) {
        System.out.println("verdict    " + verdict.path("verdict").asText("none"));
        for (var field : List.of("code", "meterSerial", "index", "unit", "period", "evidence", "photoId")) {
            var value = verdict.path(field);
            if (!value.isMissingNode() && !value.isNull()) {
                System.out.printf("%-10s %s%n", field, value.isValueNode() ? value.asText() : value.toString());
            }
        }
        return switch (verdict.path("verdict").asText()) {
            case "ACCEPTED" -> 0;
            case "DOUBTED" -> 10;
            case "REFUSED" -> 11;
            case "UNREADABLE" -> 12;
            case "HELD" -> 13;
            case "FAILED" -> 14;
            default -> NOT_ANSWERED;
        };
    }
}
