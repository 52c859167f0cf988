package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.sid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.RabbitMqExtension;

/** Processes of the webhook that are gone between two lines, behind each step in turn, over the real parts. */
@Timeout(600)
class CrashIT {

    @RegisterExtension
    static final AwsExtension aws = new AwsExtension();

    @RegisterExtension
    static final RabbitMqExtension rabbit = new RabbitMqExtension();

    private static final int STEPS = 7; // a claim, two files fetched, two stored, the event, the note of all that
    private static final int EVENT_STEP = 6;
    private static final int AT_ONCE = 3;

    @TempDir
    private Path folder;

    @Test
    void behind_whichever_step_a_process_dies_redelivery_and_the_sweeper_finish_its_message_once() throws Exception {
        try (var parts = new RealParts(aws, rabbit)) {
            assertThat(exitCodes(parts))
                    .as("every process died behind its step, and one more step there is not")
                    .isEqualTo(expectedExitCodes());
            assertThat(parts.items()).isEqualTo(STEPS + 1);

            var later = new MovableClock(Instant.now().plus(Duration.ofMinutes(2)));
            var patience = RealParts.PATIENCE;
            var wiring = new Wiring(
                    parts.environment(), later, new Limits(patience, patience, patience, patience, patience));
            var handler = new WebhookHandler(wiring.receiveWebhook());
            for (var step = 1; step <= STEPS; step++) {
                assertThat(status(handler.answerTo(Samples.signed("/webhooks/twilio/whatsapp", body(parts, step)))))
                        .as("Twilio had no answer and comes again")
                        .isEqualTo(200);
            }
            var swept = wiring.sweepMessages().sweep(Deadline.in(patience));

            assertThat(swept.finished()).isEqualTo(STEPS - 1); // who died behind its last step had finished
            assertThat(parts.items()).as("items").isEqualTo(STEPS + 1);
            assertThat(parts.objects())
                    .as("objects")
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, STEPS + 1)
                            .mapToObj(CrashIT::keys)
                            .flatMap(List::stream)
                            .toList());
            var events = parts.arrived().stream()
                    .collect(Collectors.groupingBy(
                            event -> event.get("messageId").asText()));
            for (var step = 1; step <= STEPS + 1; step++) {
                assertThat(parts.item(sid("MM", step)).get("ingestState").s())
                        .as("step %d", step)
                        .isEqualTo("PUBLISHED");
                assertThat(events.get(sid("MM", step)))
                        .as("step %d: told once; twice, and alike, where nobody knew that it was told", step)
                        .hasSize(step == EVENT_STEP ? 2 : 1)
                        .allSatisfy(event -> assertThat(keysIn(event)).isEqualTo(keys(step(event))));
            }
        }
    }

    /** Of a process for each step, and of one that is meant to live. */
    private List<Integer> exitCodes(RealParts parts) throws Exception {
        var codes = new ArrayList<Integer>();
        var processes = IntStream.rangeClosed(1, STEPS + 1)
                .<Callable<Integer>>mapToObj(step -> () -> exitCode(parts, step))
                .toList();
        try (var running = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var process : running.invokeAll(processes)) {
                codes.add(process.get());
            }
        }
        return codes;
    }

    private static List<Integer> expectedExitCodes() {
        return IntStream.rangeClosed(1, STEPS + 1)
                .map(step -> step <= STEPS ? DyingLambda.DIED : 0)
                .boxed()
                .toList();
    }

    private int exitCode(RealParts parts, int step) throws IOException, InterruptedException {
        var log = folder.resolve("step-" + step + ".log");
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var builder = new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-classpath",
                System.getProperty("java.class.path"),
                DyingLambda.class.getName(),
                Integer.toString(step),
                body(parts, step));
        builder.environment().putAll(parts.environment());
        var process = builder.redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
        try {
            assertThat(process.waitFor(300, TimeUnit.SECONDS))
                    .as("step %d ends", step)
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isIn(0, DyingLambda.DIED);
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String body(RealParts parts, int step) {
        return parts.photoBody(step, 2);
    }

    private static int step(JsonNode event) {
        return Integer.parseInt(event.get("messageId").asText().substring(2), 16);
    }

    private static List<String> keysIn(JsonNode event) {
        var keys = new ArrayList<String>();
        event.get("parts").forEach(part -> keys.add(part.get("imageS3Key").asText()));
        return keys;
    }

    /** Where the two photos of a message are; the month is the one in which it came. */
    private static List<String> keys(int step) {
        var month = Instant.now().toString().substring(0, 7).replace('-', '/');
        var key = "meters/" + month + "/" + sid("MM", step);
        return List.of(key + ".jpg", key + "-2.jpg");
    }

    private static int status(byte[] answer) throws IOException {
        return new ObjectMapper().readTree(answer).get("statusCode").asInt();
    }
}
