package org.meterline.stack.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.stack.lambda.InvocationResult.Failed;
import org.meterline.stack.lambda.InvocationResult.Returned;
import org.meterline.stack.lambda.InvocationResult.Throttled;
import org.meterline.stack.lambda.InvocationResult.Unanswered;

class LambdaFunctionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static LambdaFunction function;

    @BeforeAll
    static void start() {
        function = tiny("tiny", Duration.ofSeconds(2), 1, 2);
    }

    @AfterAll
    static void stop() {
        function.close();
    }

    @Test
    void a_payload_goes_in_and_the_answer_comes_back() throws Exception {
        assertThat(invoke("{\"hello\": 1}")).isEqualTo("{\"hello\": 1}");
    }

    @Test
    void the_handler_sees_its_settings_and_limits_and_nothing_of_this_machine() throws Exception {
        assertThat(invoke("\"context\""))
                .contains("\"function\": \"tiny\"", "\"memory\": 128", "\"setting\": \"green\"", "\"home\": \"null\"")
                .containsPattern("\"remaining\": (1[0-9]{3}|2000)");
    }

    @Test
    void a_handler_that_throws_fails_its_invocation_and_keeps_its_worker() throws Exception {
        assertThat(send("\"throw\"")).isEqualTo(new Failed("java.lang.IllegalStateException"));
        assertThat(invoke("1")).isEqualTo("1");
    }

    @Test
    void an_idle_worker_can_stand_still_and_goes_on_with_the_next_invocation() throws Exception {
        try (var frozen = tiny("frozen", Duration.ofSeconds(20), 1, 1)) {
            frozen.freezeIdle(true);
            for (var payload : List.of("1", "2")) {
                assertThat(frozen.invoke(bytes(payload), PATIENCE)).isInstanceOf(Returned.class);
                awaitStandstill(frozen.workers().getFirst().pid());
            }
        }
    }

    private static void awaitStandstill(long pid) throws Exception {
        var giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") T ")) {
            assertThat(System.nanoTime())
                    .as("waited for worker " + pid + " to stand still")
                    .isLessThan(giveUpNanos);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void a_worker_that_dies_fails_its_invocation_and_is_replaced() throws Exception {
        assertThat(send("\"die\"")).isEqualTo(new Failed("Runtime.ExitError"));
        assertThat(invoke("2")).isEqualTo("2");
    }

    @Test
    void a_handler_that_hangs_is_killed_at_its_limit() throws Exception {
        assertThat(send("\"hang\"")).isEqualTo(new Failed("Sandbox.Timedout"));
        assertThat(invoke("3")).isEqualTo("3");
    }

    @Test
    void never_more_at_once_than_allowed_and_everyone_is_served() throws Exception {
        var pids = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> askForPid = () -> invoke("\"pid\"");
            for (var pid : threads.invokeAll(Collections.nCopies(40, askForPid))) {
                pids.add(pid.get());
            }
        }

        assertThat(pids).hasSize(40).doesNotContain("");
        assertThat(function.workers()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void a_killed_worker_is_replaced_by_itself() throws Exception {
        var victim = Long.parseLong(invoke("\"pid\""));
        var process = ProcessHandle.of(victim).orElseThrow();
        process.destroyForcibly();
        process.onExit().get();
        while (function.workers().stream().anyMatch(worker -> worker.pid() == victim)) {
            TimeUnit.MILLISECONDS.sleep(
                    5); // an event may be handed to a worker that died a moment ago, and fail with it
        }

        assertThat(Long.parseLong(invoke("\"pid\""))).isNotEqualTo(victim);
    }

    @Test
    void a_function_without_warm_workers_starts_one_on_demand() throws Exception {
        try (var cold = tiny("cold", Duration.ofSeconds(2), 0, 1)) {
            assertThat(cold.workers()).isEmpty();

            assertThat(cold.invoke(bytes("4"), PATIENCE)).isInstanceOf(Returned.class);
        }
    }

    @Test
    void a_function_whose_handler_is_not_there_says_so() throws Exception {
        var spec = spec("broken", "org.meterline.stack.lambda.Nowhere::handleRequest", Duration.ofSeconds(2), 0, 1);
        try (var broken = new LambdaFunction(spec, java(), runtimeLibraries())) {
            assertThat(broken.invoke(bytes("5"), PATIENCE)).isEqualTo(new Failed("java.lang.ClassNotFoundException"));
        }
    }

    @Test
    void a_caller_without_patience_gets_no_answer() throws Exception {
        try (var cold = tiny("impatient", Duration.ofSeconds(2), 0, 1)) {
            assertThat(cold.invoke(bytes("6"), Duration.ofMillis(1))).isEqualTo(new Unanswered());
        }
    }

    @Test
    void who_waits_in_line_for_too_long_is_turned_away() throws Exception {
        try (var busy = tiny("busy", Duration.ofSeconds(10), 1, 1);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> busy.invoke(bytes("\"hang\""), PATIENCE));
            while (busy.workers().getFirst().state() != LambdaFunction.WorkerState.BUSY) {
                assertThat(first).as("waited for the worker to be busy").isNotDone();
                TimeUnit.MILLISECONDS.sleep(20);
            }

            assertThat(busy.invoke(bytes("7"), Duration.ofMillis(100), PATIENCE))
                    .isEqualTo(new Throttled());
        }
    }

    private static String invoke(String payload) throws InterruptedException {
        var result = send(payload);
        assertThat(result).isInstanceOf(Returned.class);
        return new String(((Returned) result).payload(), StandardCharsets.UTF_8);
    }

    private static InvocationResult send(String payload) throws InterruptedException {
        return function.invoke(bytes(payload), PATIENCE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static LambdaFunction tiny(String name, Duration timeout, int workersMin, int workersMax) {
        var spec = spec(name, TinyHandler.class.getName() + "::handleRequest", timeout, workersMin, workersMax);
        return new LambdaFunction(spec, java(), runtimeLibraries());
    }

    private static FunctionSpec spec(String name, String handler, Duration timeout, int workersMin, int workersMax) {
        return new FunctionSpec(
                name,
                handler,
                List.of(Path.of("target/test-classes").toAbsolutePath().toString()),
                Map.of("TINY_SETTING", "green"),
                null,
                128,
                timeout,
                workersMin,
                workersMax,
                folder.resolve(name + ".log"));
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static Path runtimeLibraries() {
        return Path.of("target/lambda-runtime").toAbsolutePath();
    }
}
