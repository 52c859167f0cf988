package org.meterline.stack.storm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.meterline.operations.audit.Audit;
import org.meterline.operations.audit.AuditReport;
import org.meterline.operations.deployment.LocalStores;
import org.meterline.operations.deployment.Target;
import org.meterline.stack.supervisor.Checkout;
import org.meterline.stack.supervisor.Home;
import org.meterline.stack.supervisor.Lines;
import org.meterline.stack.supervisor.Progress;
import org.meterline.stack.supervisor.RunningStack;
import org.meterline.stack.supervisor.Settings;
import org.meterline.stack.supervisor.StartException;
import org.meterline.stack.supervisor.Supervisor;

/** The whole system that the storm rages through: its own, with a state and ports of its own, and with lines between its parts. */
final class House implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String ACCOUNT = "AC00000000000000000000000000000001";

    private final Home home;
    private final Home.Lock lock;
    private final Supervisor supervisor;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final BrokenLines lines = new BrokenLines();
    private final Map<String, String> urls;
    private final RunningStack running;
    private final Map<String, Integer> ports = new HashMap<>();

    /** Starts it, on a state directory that nobody else uses. It also ends when this process is told to end. */
    House(Home home, Checkout checkout, Settings settings, Progress progress) {
        this(home, checkout, settings, progress, true);
    }

    /** One whose parts reach each other without a line between them, to be measured. */
    static House straight(Home home, Checkout checkout, Settings settings, Progress progress) {
        return new House(home, checkout, settings, progress, false);
    }

    private House(Home home, Checkout checkout, Settings settings, Progress progress, boolean hasLines) {
        this.home = home;
        lock = home.lock().orElseThrow(() -> new StartException(home.root() + " is in use"));
        supervisor = new Supervisor(home, checkout, settings, progress, hasLines ? lines : Lines.STRAIGHT);
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "house-ends"));
        urls = supervisor.start();
        running = supervisor.running();
        for (var part : supervisor.status().parts()) {
            if (part.port() != null) {
                ports.put(part.name(), part.port());
            }
        }
    }

    Supervisor supervisor() {
        return supervisor;
    }

    BrokenLines lines() {
        return lines;
    }

    String url(String what) {
        var url = Objects.requireNonNull(urls.get(what), what);
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    int port(String part) {
        return Objects.requireNonNull(ports.get(part), part);
    }

    /** Everything is compared, once nothing is on its way any more. */
    AuditReport audit() {
        return new Audit(target(), InstantSource.system()).run(Audit.Options.atRest(LIMIT));
    }

    /** How everything ended that is kept. */
    Ends ends() {
        return Ends.of(target());
    }

    private Target target() {
        return LocalStores.read(home.file(LocalStores.FILE)).orElseThrow().target();
    }

    /** Brings in the population by the imports that a utility uses. */
    void settle(Population population) throws IOException, InterruptedException {
        var monthAgo = Instant.now().minus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .build()) {
            take(http, "tenants", "", population.tenants(ACCOUNT));
            for (var utility : population.utilities()) {
                take(http, "customers", utility, population.customers(utility));
                take(http, "meters", utility, population.meters(utility));
                take(http, "readings", utility, population.readings(utility, monthAgo.toString()));
            }
        }
    }

    @Override
    public void close() {
        try (lock;
                lines) {
            end();
        }
    }

    private void end() {
        if (!ended.getAndSet(true)) {
            supervisor.close();
        }
    }

    private void take(HttpClient http, String what, String utility, String csv)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url("api") + "/imports/" + what))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + running.adminKey())
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(csv));
        if (!utility.isEmpty()) {
            request.header("X-Tenant", utility);
        }
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200 || !answer.body().contains("\"rejected\":0")) {
            throw new StartException(what + " were not taken: " + answer.statusCode() + " " + answer.body());
        }
    }
}
