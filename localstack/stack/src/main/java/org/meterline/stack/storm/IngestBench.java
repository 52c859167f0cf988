package org.meterline.stack.storm;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.meterline.stack.bench.Report;
import org.meterline.stack.supervisor.Checkout;
import org.meterline.stack.supervisor.Home;
import org.meterline.stack.supervisor.Progress;
import org.meterline.stack.supervisor.Settings;

/**
 * How quickly ingest alone takes webhooks: texts and statuses by turns at times that are fixed before, from the door through the
 * handler to the table and the broker. Nobody consumes what it publishes.
 */
public final class IngestBench {

    /** How long webhooks come at half the rate before anything is measured, so that the handler's code is compiled. */
    public static final Duration WARM_UP = Duration.ofSeconds(30);

    private static final long P99_GOAL_MILLIS = 300;
    private static final double HANDLER_GOAL_MILLIS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> NOT_NEEDED = List.of("billing", "simulator", "s3");

    private final int perSecond;
    private final Duration warmUp;
    private final Duration length;
    private final PrintStream out;
    private final Report report;

    public IngestBench(int perSecond, Duration warmUp, Duration length, PrintStream out) {
        this.perSecond = perSecond;
        this.warmUp = warmUp;
        this.length = length;
        this.out = out;
        report = new Report(new PrintWriter(out, true, StandardCharsets.UTF_8));
    }

    /** Measures with a system of its own in a folder that it may use. */
    public void run(Home home, Checkout checkout, Settings system) throws IOException, InterruptedException {
        report.machine();
        try (var house = House.straight(home, checkout, system, new Progress(out));
                var webhooks =
                        new Webhooks(house.url("webhooks"), house.supervisor().twilioAccount())) {
            NOT_NEEDED.forEach(house.supervisor()::stop);
            say("warming up for %d s", warmUp.toSeconds());
            webhooks.send(Math.max(1, perSecond / 2), warmUp);
            var gauges = new Gauges(house.supervisor()::processes);
            var unused = gauges.look();
            var sent = webhooks.send(perSecond, length);
            var again = gauges.look();
            print(sent, gauges.cpuMillis(), again.getOrDefault("ingest", 0L));
        }
    }

    private void print(Webhooks.Sent sent, Map<String, Long> cpuMillis, long ingestKilobytes) {
        var millis = new ArrayList<>(sent.millis());
        Collections.sort(millis);
        say(
                "%d webhooks, %d a second asked for, %.0f a second answered 200; %d not answered 200",
                millis.size() + sent.failed(),
                perSecond,
                millis.size() / (sent.took().toMillis() / 1e3),
                sent.failed());
        var p99 = at(millis, 0.99);
        say(
                "answered in: median %d ms, p95 %d ms, p99 %d ms (goal below %d: %s), max %d ms",
                at(millis, 0.5),
                at(millis, 0.95),
                p99,
                P99_GOAL_MILLIS,
                judged(sent.failed() == 0 && p99 < P99_GOAL_MILLIS),
                at(millis, 1));
        var each = new TreeMap<String, Double>();
        cpuMillis.forEach((part, spent) -> each.put(part, spent / (double) Math.max(1, millis.size())));
        var handler = each.getOrDefault("ingest", 0.0);
        say(
                "processor time per webhook: handler %.2f ms (goal at most %.0f: %s); all: %s",
                handler,
                HANDLER_GOAL_MILLIS,
                judged(handler > 0 && handler <= HANDLER_GOAL_MILLIS),
                each.entrySet().stream()
                        .map(part -> String.format(Locale.ROOT, "%s %.2f", part.getKey(), part.getValue()))
                        .collect(Collectors.joining(", ")));
        say("memory of the handler's workers: %d MB", ingestKilobytes / 1024);
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size())));
    }

    private static String judged(boolean isReached) {
        return isReached ? "reached" : "MISSED";
    }

    private void say(String words, Object... values) {
        report.line(String.format(Locale.ROOT, words, values));
    }

    /** Twilio's side: signs and sends, and notes how long each answer takes. */
    private static final class Webhooks implements AutoCloseable {

        private final String door;
        private final String account;
        private final String token;
        private final Random random = new Random(1);
        private final HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();

        /** How long those took that were answered 200, from the time they were due. */
        record Sent(List<Long> millis, int failed, Duration took) {}

        Webhooks(String door, Map.Entry<String, String> account) {
            this.door = door;
            this.account = account.getKey();
            this.token = account.getValue();
        }

        @Override
        public void close() {
            http.shutdownNow();
        }

        Sent send(int perSecond, Duration length) throws InterruptedException {
            var count = (int) (length.toSeconds() * perSecond);
            var millis = Collections.synchronizedList(new ArrayList<Long>());
            var failed = new AtomicInteger();
            var begin = System.nanoTime();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var i = 0; i < count; i++) {
                    var due = begin + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                    var request = i % 2 == 0 ? text() : status();
                    threads.execute(() -> {
                        if (isTaken(request)) {
                            millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - due));
                        } else {
                            failed.incrementAndGet();
                        }
                    });
                }
            }
            return new Sent(List.copyOf(millis), failed.get(), Duration.ofNanos(System.nanoTime() - begin));
        }

        private boolean isTaken(HttpRequest request) {
            try {
                return http.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException unanswered) {
                return false;
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private HttpRequest text() {
            var number = "2782%07d".formatted(random.nextInt(10_000));
            var sid = sid();
            var fields = common(sid);
            fields.put("From", "whatsapp:+" + number);
            fields.put("To", "whatsapp:+14155238886");
            fields.put("WaId", number);
            fields.put("ProfileName", "Somebody");
            fields.put("Body", "my reading is " + random.nextInt(100_000));
            fields.put("NumMedia", "0");
            fields.put("NumSegments", "1");
            fields.put("SmsMessageSid", sid);
            fields.put("SmsStatus", "received");
            fields.put("MessageType", "text");
            return request("/webhooks/twilio/whatsapp", fields);
        }

        private HttpRequest status() {
            var fields = common(sid());
            fields.put("From", "whatsapp:+14155238886");
            fields.put("To", "whatsapp:+2782%07d".formatted(random.nextInt(10_000)));
            fields.put("MessageStatus", "delivered");
            fields.put("SmsStatus", "delivered");
            fields.put("ChannelPrefix", "whatsapp");
            return request("/webhooks/twilio/status/" + UUID.randomUUID(), fields);
        }

        private Map<String, String> common(String sid) {
            var fields = new HashMap<String, String>();
            fields.put("MessageSid", sid);
            fields.put("SmsSid", sid);
            fields.put("AccountSid", account);
            fields.put("ApiVersion", "2010-04-01");
            return fields;
        }

        private String sid() {
            return "SM%016x%016x".formatted(random.nextLong(), random.nextLong());
        }

        private HttpRequest request(String path, Map<String, String> fields) {
            var form = fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return HttpRequest.newBuilder(URI.create(door + path))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                    .header("X-Twilio-Signature", Signature.of(token, door + path, fields))
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();
        }
    }
}
