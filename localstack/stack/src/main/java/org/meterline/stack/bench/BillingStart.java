package org.meterline.stack.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts of billing from nothing to ready, on a database that is up to date and a broker that knows its queues. */
final class BillingStart {

    /** The deployment that starts; its broker and database stay. */
    static final String NAME = "start";

    private static final long TRAINING_LIMIT_MINUTES = 5;
    private static final Map<String, String> AS_DEPLOYED = Map.of(
            "METERLINE_RELAYS_ENABLED", "true",
            "METERLINE_CONVERSATION_ENABLED", "true",
            "METERLINE_MESSAGING_ENABLED", "true",
            "DRAIN_UNREADY_FOR", "0s"); // no load balancer has to notice its end

    private final BenchHouse house;
    private final Path cache;

    /** Makes the cache that some of the starts use, in the way that the image does. */
    BillingStart(BenchHouse house) throws IOException, InterruptedException {
        this.house = house;
        cache = house.directory().resolve("billing.aot");
        var log = house.directory().resolve("billing-training.log");
        Files.deleteIfExists(cache);
        var training = new ProcessBuilder(BenchBilling.command(
                        house.checkout(), List.of("-XX:AOTCacheOutput=" + cache), "org.meterline.TrainingRun"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!training.waitFor(TRAINING_LIMIT_MINUTES, TimeUnit.MINUTES) || training.exitValue() != 0) {
            training.destroyForcibly();
            throw new IllegalStateException("the training run failed; its log is " + log);
        }
    }

    double cacheMegabytes() throws IOException {
        return Files.size(cache) / 1e6;
    }

    /** With the cache; the JVM ends when it cannot use it. */
    double cachedMillis() {
        return millis(List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on"));
    }

    /** With nothing but what the JDK ships. */
    double plainMillis() {
        return millis(List.of());
    }

    private double millis(List<String> flags) {
        try (var billing = house.prepared(NAME, flags, AS_DEPLOYED)) {
            var begin = System.nanoTime();
            billing.start();
            return (System.nanoTime() - begin) / 1e6;
        }
    }
}
