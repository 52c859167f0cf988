package org.meterline.stack.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import org.meterline.definition.Names;
import org.meterline.engines.AwsEmulators;
import org.meterline.engines.Engine;
import org.meterline.engines.Postgres;
import org.meterline.engines.RabbitMq;

/** What the services stand on, started side by side, and what must be in it before they come. */
record Engines(RabbitMq rabbit, Postgres postgres, AwsEmulators aws) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Engines in(Home home, Settings settings, Progress progress) {
        return new Engines(
                RabbitMq.in(home.engine("rabbitmq"), progress::say),
                Postgres.in(home.engine("postgres")),
                AwsEmulators.in(
                        home.engine("aws"),
                        Duration.ofSeconds(settings.pace().photoSeconds()),
                        settings.tablesSurvive()));
    }

    /** Starts all of them; each becomes a part when it does. */
    CompletableFuture<Void> start(Parts parts, Progress progress, Executor threads) {
        return CompletableFuture.allOf(
                CompletableFuture.runAsync(
                        () -> start("rabbitmq", rabbit, () -> rabbit.endpoint().getPort(), parts, progress), threads),
                CompletableFuture.runAsync(
                        () -> {
                            start("postgres", postgres, postgres::port, parts, progress);
                            postgres.createDatabase(Names.DATABASE);
                        },
                        threads),
                CompletableFuture.runAsync(() -> startEmulators(parts, progress), threads));
    }

    /** What CloudFormation makes on AWS. What is there stays as it is. */
    void provide(Credentials credentials) {
        aws.createMessageTable(Names.TABLE);
        aws.createPhotoBucket(Names.BUCKET);
        aws.putSecret(Names.TWILIO_SECRET, credentials.twilioJson());
        aws.putSecret(Names.BROKER_SECRET, json(Map.of("username", rabbit.username(), "password", rabbit.password())));
    }

    private static void start(String name, Engine engine, IntSupplier port, Parts parts, Progress progress) {
        var since = System.nanoTime();
        parts.add(new EnginePart(name, engine, port));
        engine.start();
        progress.ready(engine.name(), since);
    }

    private void startEmulators(Parts parts, Progress progress) {
        var since = System.nanoTime();
        aws.start();
        for (var emulator : aws.parts()) {
            parts.add(new EnginePart(shortName(emulator), emulator, () -> portOf(emulator)));
        }
        progress.ready("DynamoDB, S3, SQS, Secrets Manager", since);
    }

    private static String shortName(Engine emulator) {
        var name = emulator.name().toLowerCase(Locale.ROOT);
        return name.substring(0, (name + " ").indexOf(' '));
    }

    private int portOf(Engine emulator) {
        return switch (shortName(emulator)) {
            case "dynamodb" -> aws.dynamoDb().getPort();
            case "s3" -> aws.s3().getPort();
            case "sqs" -> aws.sqs().getPort();
            default -> aws.secretsManager().getPort();
        };
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
