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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterline.engines.junit.AwsExtension;
import org.meterline.engines.junit.RabbitMqExtension;

/** Processes of the webhook that are gone between two lines, behind each step in turn, over the real parts. */
@Timeout(600)
class CrashIT {

    @RegisterExtension
    static final AwsExtension aws = new AwsExtension();

    @RegisterExtension
    static final RabbitMqExtension rabbit = new RabbitMqExtension();

    private static final String MESSAGES = "/webhooks/twilio/whatsapp";
    private static final int AT_ONCE = 3;

    /**
     * A kind of webhook, and where its process may die.
     *
     * @param steps what is done in the world for one
     * @param toldTwice the steps behind which it has to be told again, because nobody knows that it was
     * @param swept how many of those that died the sweeper finds; the others end when Twilio comes again
     * @param body of the webhook with a number
     * @param id of the item with that number
     */
    private record Road(
            String name,
            String path,
            int steps,
            Set<Integer> toldTwice,
            int swept,
            BiFunction<RealParts, Integer, String> body,
            IntFunction<String> id) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A claim, two files fetched, two stored, the event, the note of all that. */
    private static final Road PHOTOS = new Road(
            "a message with two photos",
            MESSAGES,
            7,
            Set.of(6),
            6,
            (parts, step) -> parts.photoBody(step, 2),
            step -> sid("MM", step));

    @TempDir
    private Path folder;

    static List<Road> roads() {
        return List.of(
                PHOTOS,
                // a claim, the event, the note of it
                new Road(
                        "a text",
                        MESSAGES,
                        3,
                        Set.of(2),
                        2,
                        (parts, step) -> Samples.messageBody(sid("SM", step), "Body", "1234"),
                        step -> sid("SM", step)),
                // the event, the claim; what comes again is told again, kept or not
                new Road(
                        "a status",
                        "/webhooks/twilio/status/our-id",
                        2,
                        Set.of(1, 2),
                        0,
                        (parts, step) -> Samples.messageBody(
                                sid("SM", step), "MessageStatus", "delivered", "SmsStatus", "delivered"),
                        step -> sid("SM", step) + "/delivered"));
    }

    @ParameterizedTest
    @MethodSource("roads")
    void behind_whichever_step_a_process_dies_redelivery_and_the_sweeper_finish_it_once(Road road) throws Exception {
        try (var parts = new RealParts(aws, rabbit)) {
            assertThat(exitCodes(parts, road))
                    .as("every process died behind its step, and one more step there is not")
                    .isEqualTo(expectedExitCodes(road));

            var later = new MovableClock(Instant.now().plus(Duration.ofMinutes(2)));
            var patience = RealParts.PATIENCE;
            var wiring = new Wiring(
                    parts.environment(), later, new Limits(patience, patience, patience, patience, patience));
            var handler = new WebhookHandler(wiring.receiveWebhook());
            for (var step = 1; step <= road.steps(); step++) {
                assertThat(status(handler.answerTo(
                                Samples.signed(road.path(), road.body().apply(parts, step)))))
                        .as("Twilio had no answer and comes again")
                        .isEqualTo(200);
            }
            var swept = wiring.sweepMessages().sweep(Deadline.in(patience));

            assertThat(swept.finished()).isEqualTo(road.swept());
            assertThat(parts.items()).as("items").isEqualTo(road.steps() + 1);
            var events = parts.arrived().stream()
                    .collect(Collectors.groupingBy(
                            event -> event.get("messageId").asText()));
            for (var step = 1; step <= road.steps() + 1; step++) {
                var id = road.id().apply(step);
                assertThat(parts.item(id).get("ingestState").s())
                        .as("step %d", step)
                        .isEqualTo("PUBLISHED");
                assertThat(events.get(id))
                        .as("step %d: told once; twice where nobody knew that it was told", step)
                        .hasSize(road.toldTwice().contains(step) ? 2 : 1);
            }
            if (road == PHOTOS) {
                eachPhotoIsStoredOnceAndNamed(parts, events);
            }
        }
    }

    private static void eachPhotoIsStoredOnceAndNamed(RealParts parts, Map<String, List<JsonNode>> events) {
        assertThat(parts.objects())
                .as("objects")
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, PHOTOS.steps() + 1)
                        .mapToObj(CrashIT::keys)
                        .flatMap(List::stream)
                        .toList());
        assertThat(events.values().stream().flatMap(List::stream))
                .allSatisfy(event -> assertThat(keysIn(event)).isEqualTo(keys(step(event))));
    }

    /** Of a process for each step, and of one that is meant to live. */
    private List<Integer> exitCodes(RealParts parts, Road road) throws Exception {
        var codes = new ArrayList<Integer>();
        var processes = IntStream.rangeClosed(1, road.steps() + 1)
                .<Callable<Integer>>mapToObj(step -> () -> exitCode(parts, road, step))
                .toList();
        try (var running = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var process : running.invokeAll(processes)) {
                codes.add(process.get());
            }
        }
        return codes;
    }

    private static List<Integer> expectedExitCodes(Road road) {
        return IntStream.rangeClosed(1, road.steps() + 1)
                .map(step -> step <= road.steps() ? DyingLambda.DIED : 0)
                .boxed()
                .toList();
    }

    private int exitCode(RealParts parts, Road road, int step) throws IOException, InterruptedException {
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
                road.path(),
                road.body().apply(parts, step));
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
