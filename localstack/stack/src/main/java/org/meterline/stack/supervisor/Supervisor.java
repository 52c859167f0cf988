package org.meterline.stack.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.meterline.engines.EngineException;
import org.meterline.operations.deployment.LocalStores;
import org.meterline.stack.process.JavaProcess;
import org.meterline.stack.supervisor.StackStatus.PartStatus;

/**
 * The system on one machine, while it runs: starts the engines, what they must hold, the services and the demo data, each as
 * soon as what it needs is there; then watches over them until it is told to stop.
 */
public final class Supervisor implements AutoCloseable, Control.Subject {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration READY_LIMIT = Duration.ofSeconds(120);
    private static final Duration PROBE_PAUSE = Duration.ofMillis(100);
    private static final Duration WATCH_PAUSE = Duration.ofSeconds(1);

    private final Home home;
    private final Checkout checkout;
    private final Settings settings;
    private final Progress progress;
    private final Lines lines;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Parts parts = new Parts();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Engines engines;
    private @Nullable Plan plan;
    private @Nullable Control control;

    /** A system in a state directory that the caller has locked. */
    public Supervisor(Home home, Checkout checkout, Settings settings, Progress progress) {
        this(home, checkout, settings, progress, Lines.STRAIGHT);
    }

    /** The same with somebody between its parts. */
    public Supervisor(Home home, Checkout checkout, Settings settings, Progress progress, Lines lines) {
        this.home = home;
        this.checkout = checkout;
        this.settings = settings;
        this.progress = progress;
        this.lines = lines;
    }

    /** Starts everything and returns when it is ready. @throws StartException with words that a person can act on */
    public Map<String, String> start() {
        home.supervisor().write(ProcessHandle.current());
        endLeftovers();
        var credentials = Credentials.of(home);
        var under = Engines.in(home, settings, progress);
        engines = under;
        try {
            under.start(parts, progress, threads).join();
            var made = new Plan(home, checkout, settings, credentials, under, lines);
            plan = made;
            control = new Control(made.doors().control(), credentials.controlToken(), this);
            note(made, credentials);
            var billing = service("billing service", made.billing());
            under.provide(credentials);
            var lambdas = service("lambdas and their gateway", made.lambdas());
            var simulator = service("Twilio simulator", made.simulator());
            var demo = billing.thenRun(() -> plantDemo(made, credentials));
            CompletableFuture.allOf(demo, lambdas, simulator).join();
            parts.lookAfter(threads, WATCH_PAUSE);
            return made.doors().urls();
        } catch (CompletionException failure) {
            throw asStartException(failure.getCause() == null ? failure : failure.getCause());
        } catch (IOException failure) {
            throw new StartException("the supervisor found no port to listen on", failure);
        }
    }

    /** Returns when the system was told to stop. */
    public void await() throws InterruptedException {
        stopped.await();
    }

    @Override
    public StackStatus status() {
        var status = parts.status();
        var ready = !status.isEmpty()
                && status.stream().allMatch(part -> part.state().equals(PartStatus.READY));
        var made = plan;
        if (made == null) {
            return new StackStatus(false, Map.of(), status);
        }
        var all = new ArrayList<>(status);
        all.addAll(made.gateway().workers());
        return new StackStatus(ready, made.doors().urls(), all);
    }

    @Override
    public boolean kill(String name) {
        return parts.tell(name, Watched::kill) || killWorker(name);
    }

    @Override
    public boolean restart(String name) {
        return parts.tell(name, Watched::restart) || killWorker(name); // its function starts another one
    }

    /** Ends a part for good, in good order. */
    public void stop(String part) {
        parts.tell(part, Watched::stop);
    }

    /** The processes of all parts and workers that there are now, by name; quick, because no part is asked how it is. */
    public Map<String, ProcessHandle> processes() {
        var processes = new TreeMap<>(parts.processes());
        var made = plan;
        if (made != null) {
            made.gateway()
                    .workers()
                    .forEach(worker -> worker.process().ifPresent(process -> processes.put(worker.name(), process)));
        }
        return processes;
    }

    /** Whether a part does its work now, or a function has a worker that does. */
    public boolean isReady(String name) {
        var made = plan;
        return parts.isReady(name) || made != null && made.gateway().hasWorker(name);
    }

    /** How often each function was invoked since it started. */
    public Map<String, Long> invocations() {
        var made = plan;
        return made == null ? Map.of() : made.gateway().invocations();
    }

    /** The simulated account with the token that signs. */
    public Map.Entry<String, String> twilioAccount() {
        var account = Credentials.of(home).twilioTokens().entrySet().iterator().next();
        return Map.entry(account.getKey(), account.getValue().getFirst());
    }

    /** Hands an order to {@code rabbitmqctl}. */
    public void tellBroker(String... order) {
        var under = engines;
        if (under != null) {
            under.rabbit().tell(order);
        }
    }

    /** Whether idle workers stand still between two invocations, as AWS lets them; at first they do not. */
    public void freezeIdleWorkers(boolean frozen) {
        var made = plan;
        if (made != null) {
            made.gateway().freezeIdle(frozen);
        }
    }

    /** What commands of other processes are told, too. */
    public RunningStack running() {
        return RunningStack.in(home).orElseThrow();
    }

    /** Stops everything: what brings work first, what keeps state last. */
    @Override
    public void close() {
        threads.shutdownNow();
        if (control != null) {
            control.close();
        }
        try {
            parts.stop();
        } finally {
            home.supervisor().delete();
            stopped.countDown();
        }
    }

    private void endLeftovers() {
        for (var part : List.of("gateway", "billing", "simulator")) {
            home.pidFile(part).process().ifPresent(orphan -> {
                progress.say("ending " + part + ", which an earlier run left behind");
                JavaProcess.endTree(orphan);
            });
        }
    }

    private CompletableFuture<Void> service(String what, ProcessPart part) {
        var since = System.nanoTime();
        parts.add(part);
        part.start();
        return CompletableFuture.runAsync(
                () -> {
                    awaitReady(part);
                    progress.ready(what, since);
                },
                threads);
    }

    private void awaitReady(ProcessPart part) {
        var giveUpNanos = System.nanoTime() + READY_LIMIT.toNanos();
        while (!part.isReady()) {
            if (!part.isAlive()) {
                throw new StartException(part.name() + " ended while starting; see " + home.log(part.name()));
            }
            if (System.nanoTime() > giveUpNanos) {
                throw new StartException(part.name() + " is not ready after " + READY_LIMIT.toSeconds() + " s; see "
                        + home.log(part.name()));
            }
            pause(PROBE_PAUSE);
        }
    }

    private void plantDemo(Plan made, Credentials credentials) {
        var since = System.nanoTime();
        new DemoData(home, made.doors().billing(), credentials.adminKey()).plant();
        progress.ready("demo utilities, customers and meters", since);
    }

    private void note(Plan made, Credentials credentials) {
        var doors = made.doors();
        var stack = new RunningStack(doors.control(), credentials.controlToken(), credentials.adminKey(), doors.urls());
        home.writePrivate(LocalStores.FILE, json(made.stores()));
        home.writePrivate(RunningStack.FILE, json(stack));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private boolean killWorker(String name) {
        var made = plan;
        return made != null && made.gateway().kill(name);
    }

    private static StartException asStartException(Throwable cause) {
        return switch (cause) {
            case StartException known -> known;
            case EngineException engine -> new StartException(String.valueOf(engine.getMessage()), engine);
            default -> new StartException("the system did not start: " + cause, cause);
        };
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new CompletionException(new StartException("stopped while starting"));
        }
    }
}
