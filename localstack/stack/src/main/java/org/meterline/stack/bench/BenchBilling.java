package org.meterline.stack.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.meterline.engines.Ports;
import org.meterline.engines.Postgres;
import org.meterline.engines.RabbitMq;
import org.meterline.stack.process.JavaProcess;
import org.meterline.stack.process.PidFile;
import org.meterline.stack.supervisor.Checkout;

/**
 * The billing service as it is deployed, a process of its own with a broker and a database of its own, which a bench can
 * freeze. What works by itself (relays, answers, sending) is off unless the settings say otherwise.
 */
final class BenchBilling implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final int HEAP_MEGABYTES = 768;

    private final Path directory;
    private final RabbitMq rabbit;
    private final BenchDatabase database;
    private final Map<String, String> environment = new TreeMap<>();
    private final JavaProcess process;
    private final int port;

    BenchBilling(
            String name,
            Path home,
            Checkout checkout,
            Postgres postgres,
            RabbitMq rabbit,
            BenchDatabase database,
            List<String> flags,
            Map<String, String> more) {
        this.directory = home;
        this.rabbit = rabbit;
        this.database = database;
        port = Ports.free();
        environment.putAll(Map.of(
                "DATABASE_URL", database.url(),
                "DATABASE_PASSWORD", database.password(),
                "DATABASE_OWNER_USER", postgres.ownerUser(),
                "DATABASE_OWNER_PASSWORD", postgres.ownerPassword(),
                "BROKER_ENDPOINT", rabbit.endpoint().toString(),
                "BROKER_USERNAME", rabbit.username(),
                "BROKER_PASSWORD", rabbit.password()));
        environment.putAll(Map.of(
                "MESSAGE_TABLE", "messages",
                "PHOTO_BUCKET", "photos",
                "PUBLIC_BASE_URL", "https://hooks.example.com",
                "HTTP_HOST", "127.0.0.1",
                "HTTP_PORT", Integer.toString(port),
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "nobody",
                "AWS_SECRET_ACCESS_KEY", "nothing",
                "AWS_ENDPOINT_URL", "http://127.0.0.1:1"));
        environment.putAll(Map.of(
                "METERLINE_RELAYS_ENABLED", "false",
                "METERLINE_CONVERSATION_ENABLED", "false",
                "METERLINE_MESSAGING_ENABLED", "false"));
        environment.putAll(more);
        process = new JavaProcess(
                command(checkout, flags, "org.meterline.BillingService"),
                environment,
                directory.resolve(name + ".log"),
                new PidFile(directory.resolve(name + ".pid")));
    }

    /** How a class of its jar is run, with some flags of its own. */
    static List<String> command(Checkout checkout, List<String> flags, String mainClass) {
        var command = new ArrayList<>(List.of(
                Checkout.java().toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(flags);
        command.addAll(List.of("-classpath", String.join(":", checkout.classPath("billing-service")), mainClass));
        return command;
    }

    BenchDatabase database() {
        return database;
    }

    RabbitMq rabbit() {
        return rabbit;
    }

    /** Returns when it is ready. */
    void start() {
        process.start();
        var probe = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            Wait.until("billing is ready; its log is in " + directory, START_LIMIT, () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("billing ended; its log is in " + directory);
                }
                try {
                    return http.send(probe, BodyHandlers.discarding()).statusCode() == 200;
                } catch (IOException notYet) {
                    return false;
                }
            });
        }
    }

    /** Stops its time: whatever comes waits until {@link #thaw()}. */
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        var pid = Long.toString(process.pid().orElseThrow());
        try {
            var sent = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start();
            if (sent.waitFor() != 0) {
                throw new IllegalStateException("billing could not be sent " + name);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            thaw();
        }
        process.stop();
    }
}
