package org.meterline.stack.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterline.contracts.Topology;
import org.meterline.definition.Pace;
import org.meterline.operations.audit.Audit;
import org.meterline.operations.deployment.LocalStores;
import org.meterline.stack.supervisor.Checkout;
import org.meterline.stack.supervisor.Home;
import org.meterline.stack.supervisor.Progress;
import org.meterline.stack.supervisor.Settings;
import org.meterline.stack.supervisor.Supervisor;

/**
 * What one reading costs, counted on its whole way through the real parts: what AWS charges by the piece is no more than planned, and
 * nothing is done twice.
 */
class BudgetIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Settings NOBODY_SWEEPS = new Settings(new Pace(3_600, 3_600, 1, 1, 90), 20_000, false, false);
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String CALLBACK = "delivery.reported";
    private static final int CALLBACKS = 3; // sent, delivered, read

    /** The item has less than 1 KB until it is read, and less than 2 after: a claim, the index, told, read (2), decided (2), the index. */
    private static final double WRITE_UNITS_MAX = 8;

    private static final double CALLBACK_WRITE_UNITS_MAX = 1; // each

    /** Of AWS's usage, for a million readings. */
    private static final double USD_MAX = 60;

    private static final String MESSAGE = "MM0000000000000000000000000000b1d6";

    @TempDir
    Path folder;

    @Test
    void a_reading_costs_no_more_than_planned() throws Exception {
        var home = new Home(folder.resolve("home"));
        var checkout = new Checkout(Path.of(System.getProperty("meterline.root")));
        var progress = new Progress(new PrintStream(folder.resolve("up.log").toFile()));
        try (var lock = home.lock().orElseThrow();
                var taps = new Taps();
                var supervisor = new Supervisor(home, checkout, NOBODY_SWEEPS, progress, taps)) {
            assertThat(lock).as("nobody else is here").isNotNull();
            var urls = supervisor.start();
            var stores = LocalStores.read(home.file(LocalStores.FILE)).orElseThrow();
            try (var broker = connection(stores)) {
                var events = count(broker);
                taps.forget();
                var before = supervisor.invocations();

                send(urls.get("chat"));
                var audit = new Audit(stores.target(), InstantSource.system()).run(Audit.Options.atRest(LIMIT));
                assertThat(audit.violations()).as(audit.toString()).isZero();
                await(
                        "every callback to be told, and then kept",
                        () -> events.getOrDefault(CALLBACK, 0) == CALLBACKS
                                && invoked("ingest", before, supervisor) == 1 + CALLBACKS
                                && taps.otherWrites(MESSAGE) >= CALLBACKS);

                check(taps, events, invoked("ingest", before, supervisor), invoked("ocr", before, supervisor));
            }
        }
    }

    private static void check(Taps taps, Map<String, Integer> events, long webhooks, long photos) {
        var callbacks = events.getOrDefault(CALLBACK, 0);
        var writes = taps.writes(MESSAGE);
        var units = writes.stream().mapToDouble(Taps.TableCall::units).sum();
        var toS3 = taps.requests("lambdas", "s3");
        var puts = toS3.stream().filter(request -> request.startsWith("PUT ")).toList();
        var sent = taps.requests("billing", "twilio").stream()
                .filter(request -> request.startsWith("POST ") && request.endsWith("/Messages.json"))
                .toList();
        var counts = new Counts(
                webhooks, photos, callbacks, puts.size(), toS3.size() - puts.size(), units, taps.otherUnits(MESSAGE));
        System.out.println(
                String.join("\n", writes.stream().map(Object::toString).toList()));
        var bill = Bill.of(counts);
        System.out.println(counts + "\n" + bill.table());

        assertThat(puts).as("S3 PUTs").hasSizeLessThanOrEqualTo(1);
        assertThat(webhooks - callbacks + photos)
                .as("lambda calls, status callbacks apart")
                .isLessThanOrEqualTo(2);
        assertThat(sent).as("outbound messages").hasSize(1);
        assertThat(events)
                .as("events, by kind: one for each hop")
                .containsOnly(
                        Map.entry("message.received", 1),
                        Map.entry("reading.captured", 1),
                        Map.entry(CALLBACK, callbacks));
        assertThat(units).as("write units of %s", writes).isLessThanOrEqualTo(planned(writes));
        assertThat(counts.callbackWriteUnits())
                .as("write units of %d callbacks", callbacks)
                .isLessThanOrEqualTo(callbacks * CALLBACK_WRITE_UNITS_MAX);
        assertThat(bill.usdPerMillionReadings()).as(bill.table()).isLessThanOrEqualTo(USD_MAX);
    }

    /** A photo may be read before its webhook has noted that it was told: then that note is one to a larger item, of one unit more. */
    private static double planned(List<Taps.TableCall> writes) {
        var claimed = writes.getFirst().units();
        var readBeforeTold = claimed <= 2 && writes.get(1).units() > 1;
        return readBeforeTold ? WRITE_UNITS_MAX + 1 : WRITE_UNITS_MAX;
    }

    private void send(String chat) throws Exception {
        var message = Map.of(
                "from",
                "+27831110003",
                "to",
                "+14155238886",
                "messageSid",
                MESSAGE,
                "samples",
                List.of("drum-water.jpg"));
        var request = HttpRequest.newBuilder(URI.create(chat + "control/messages"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(message)))
                .build();
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        }
    }

    private static long invoked(String function, Map<String, Long> before, Supervisor supervisor) {
        return supervisor.invocations().getOrDefault(function, 0L) - before.getOrDefault(function, 0L);
    }

    private static Connection connection(LocalStores stores) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(stores.broker().url());
        factory.setUsername(stores.broker().user());
        factory.setPassword(stores.broker().password());
        return factory.newConnection("budget");
    }

    /** Hears everything that is told from now on, beside those for whom it is meant. */
    private static Map<String, Integer> count(Connection broker) throws Exception {
        var events = new ConcurrentHashMap<String, Integer>();
        var channel = broker.createChannel();
        var queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, Topology.EVENTS, "#");
        channel.basicConsume(
                queue,
                true,
                (tag, delivery) -> events.merge(delivery.getEnvelope().getRoutingKey(), 1, Integer::sum),
                tag -> {});
        return events;
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        var giveUpNanos = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > giveUpNanos) {
                throw new AssertionError("waited " + LIMIT.toSeconds() + " s for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
