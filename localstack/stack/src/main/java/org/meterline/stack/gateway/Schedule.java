package org.meterline.stack.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.meterline.stack.lambda.LambdaFunction;

/** Runs a function at a fixed rate, one run at a time, as EventBridge does on AWS. */
final class Schedule implements AutoCloseable {

    private final Thread thread;

    Schedule(LambdaFunction function, Duration rate) {
        thread =
                Thread.ofPlatform().daemon().name("schedule-" + function.name()).start(() -> run(function, rate));
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private static void run(LambdaFunction function, Duration rate) {
        try {
            while (true) {
                Thread.sleep(rate);
                var unused = function.invoke(event(Instant.now()), Duration.ofMinutes(5)); // a failure is in its log
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] event(Instant now) {
        return """
                {"version": "0", "id": "%s", "detail-type": "Scheduled Event", "source": "aws.events",
                 "account": "000000000000", "time": "%s", "region": "eu-central-1", "resources": [], "detail": {}}
                """.formatted(UUID.randomUUID(), now.truncatedTo(ChronoUnit.SECONDS))
                .getBytes(StandardCharsets.UTF_8);
    }
}
