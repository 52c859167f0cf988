package org.meterline.stack.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.meterline.engines.AwsEmulators;
import org.meterline.engines.RabbitMq;
import org.meterline.stack.lambda.FunctionSpec;
import org.meterline.stack.lambda.InvocationResult;
import org.meterline.stack.lambda.LambdaFunction;
import org.meterline.stack.lambda.WorkerCommand;
import org.meterline.stack.supervisor.Checkout;

/**
 * First invocations of the lambdas, each in a process of its own behind AWS's runtime interface client, on emulated AWS and a real
 * broker that nobody of ours is connected to yet.
 */
final class LambdaStarts {

    /** How a process comes to its first invocation. */
    enum Way {
        /** Init, then the invocation. */
        PLAIN,
        /** The same on a JVM with an AOT cache, as in a container image. */
        CACHED,
        /** Init and the hooks before a checkpoint, as SnapStart runs them; what follows is as after a restore. */
        PRIMED
    }

    /** One process: how long it took to be ready, its first invocation, and what an invocation takes later. */
    record Start(double readyMillis, double firstMillis, double warmMillis) {

        double coldMillis() {
            return readyMillis + firstMillis;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final long TRAINING_LIMIT_MINUTES = 5;
    private static final int WEBHOOKS = 40;
    private static final int PHOTOS = 10;
    private static final int MEMORY_MEGABYTES = 1_024;
    private static final String CRAC = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";

    private final BenchHouse house;
    private final RabbitMq broker;
    private final AwsEmulators aws;
    private final LambdaWork work;
    private final Path cache;

    LambdaStarts(BenchHouse house) throws IOException, InterruptedException {
        this.house = house;
        broker = house.broker(BillingStart.NAME);
        aws = house.started(AwsEmulators.in(house.directory().resolve("aws")));
        work = new LambdaWork(aws, broker, photo());
        cache = house.directory().resolve("ocr.aot");
        train();
    }

    /** A webhook with a text. */
    Start webhook(Way way) throws InterruptedException {
        var start = measured(webhooks(way), work::webhook, WEBHOOKS, "\"statusCode\":200");
        work.awaitEvents(WEBHOOKS);
        return start;
    }

    /** A stored photo to be read. */
    Start photo(Way way) throws InterruptedException {
        return measured(photos(way), work::storedPhoto, PHOTOS, "{\"batchItemFailures\":[]}");
    }

    /** Makes what the function works on next. */
    @FunctionalInterface
    private interface Payloads {
        byte[] next();
    }

    private Start measured(FunctionSpec spec, Payloads payloads, int count, String wanted) throws InterruptedException {
        var first = payloads.next();
        var begin = System.nanoTime();
        try (var function =
                new LambdaFunction(spec, Checkout.java(), house.checkout().lambdaRuntime())) {
            Wait.until(spec.name() + " is ready; its log is " + spec.log(), READY_LIMIT, function::isReady);
            var readyMillis = (System.nanoTime() - begin) / 1e6;
            var firstMillis = millis(function, first, wanted);
            var later = new ArrayList<Double>();
            for (var number = 1; number < count; number++) {
                later.add(millis(function, payloads.next(), wanted));
            }
            return new Start(readyMillis, firstMillis, Pairs.median(later.subList(later.size() / 2, later.size())));
        }
    }

    private static double millis(LambdaFunction function, byte[] payload, String wanted) throws InterruptedException {
        var begin = System.nanoTime();
        var result = function.invoke(payload, PATIENCE);
        var millis = (System.nanoTime() - begin) / 1e6;
        if (result instanceof InvocationResult.Returned(var answer)
                && new String(answer, StandardCharsets.UTF_8).replace(" ", "").contains(wanted)) {
            return millis;
        }
        throw new IllegalStateException(function.name() + " did not answer " + wanted + ": " + result);
    }

    private FunctionSpec webhooks(Way way) {
        return spec("ingest", "ingest-lambda", "org.meterline.ingest.WebhookHandler", way, work.webhookSettings());
    }

    private FunctionSpec photos(Way way) {
        return spec("ocr", "ocr-lambda", "org.meterline.ocr.MeterPhotoHandler", way, work.photoSettings());
    }

    private FunctionSpec spec(String name, String module, String handler, Way way, Map<String, String> settings) {
        var environment = new TreeMap<>(settings);
        environment.putAll(
                switch (way) {
                    case PLAIN -> Map.of();
                    case CACHED -> Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTCache=" + cache + " -XX:AOTMode=on");
                    case PRIMED -> Map.of("JAVA_TOOL_OPTIONS", CRAC, "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
                });
        return new FunctionSpec(
                name,
                handler + "::handleRequest",
                house.checkout().classPath(module),
                environment,
                null,
                MEMORY_MEGABYTES,
                PATIENCE,
                1,
                1,
                house.directory().resolve(name + ".log"));
    }

    /** Makes the reader's AOT cache in the way that its image does. */
    private void train() throws IOException, InterruptedException {
        Files.deleteIfExists(cache);
        var reader = new ArrayList<>(WorkerCommand.of(
                photos(Way.PLAIN), Checkout.java(), house.checkout().lambdaRuntime()));
        reader.add(1, "-XX:AOTCacheOutput=" + cache);
        var command = new ArrayList<>(List.of(
                Checkout.java().toString(),
                "-classpath",
                String.join(":", house.checkout().classPath("ocr-lambda")),
                "org.meterline.ocr.TrainingRun",
                photo().toString()));
        command.addAll(reader);
        var log = house.directory().resolve("ocr-training.log");
        var training = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!training.waitFor(TRAINING_LIMIT_MINUTES, TimeUnit.MINUTES) || training.exitValue() != 0) {
            training.destroyForcibly();
            throw new IllegalStateException("the training run failed; its log is " + log);
        }
    }

    private Path photo() {
        return house.checkout().samples().resolve("drum-electricity.jpg");
    }
}
