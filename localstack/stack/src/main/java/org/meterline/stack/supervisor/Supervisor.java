package org.meterline.stack.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.meterline.engines.AwsEmulators;
import org.meterline.engines.Engine;
import org.meterline.engines.EngineException;
import org.meterline.engines.Postgres;
import org.meterline.engines.RabbitMq;
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
    private final List<Watched> watched = new CopyOnWriteArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable RabbitMq broker;
    private @Nullable Plan plan;
    private @Nullable Control control;
    private volatile boolean closing;

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
        var rabbit = RabbitMq.in(home.engine("rabbitmq"), progress::say);
        broker = rabbit;
        var postgres = Postgres.in(home.engine("postgres"));
        var aws = AwsEmulators.in(
                home.engine("aws"), Duration.ofSeconds(settings.photoSeconds()), settings.tablesSurvive());
        try {
            var broker = engine("rabbitmq", rabbit, () -> rabbit.endpoint().getPort());
            var database =
                    engine("postgres", postgres, postgres::port).thenRun(() -> postgres.createDatabase(Plan.DATABASE));
            var cloud = emulators(aws);
            CompletableFuture.allOf(broker, database, cloud).join();

            var made = new Plan(home, checkout, settings, credentials, rabbit, postgres, aws, lines);
            plan = made;
            control = new Control(made.controlPort, credentials.controlToken(), this);
            note(made, credentials);
            var billing = service("billing service", made.billing());
            provide(aws, rabbit, credentials);
            var gateway = service("lambdas and their gateway", made.gateway());
            var simulator = service("Twilio simulator", made.simulator());
            var demo = billing.thenRun(() -> plantDemo(made, credentials));
            CompletableFuture.allOf(demo, gateway, simulator).join();
            threads.execute(this::watch);
            return made.urls();
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
        var parts = new ArrayList<PartStatus>();
        var ready = !watched.isEmpty();
        for (var one : watched) {
            var part = one.part();
            var isReady = part.isReady();
            ready &= isReady;
            var state = isReady ? "READY" : part.isAlive() ? "STARTING" : "DOWN";
            var port = part.port();
            var pid = part.pid();
            parts.add(new PartStatus(
                    part.name(),
                    pid.isPresent() ? pid.getAsLong() : null,
                    port.isPresent() ? port.getAsInt() : null,
                    state));
        }
        var made = plan;
        if (made == null) {
            return new StackStatus(false, Map.of(), parts);
        }
        for (var worker : made.workers().path("workers")) {
            parts.add(new PartStatus(
                    worker.path("name").asText(),
                    worker.path("pid").asLong(),
                    null,
                    worker.path("state").asText()));
        }
        return new StackStatus(ready, made.urls(), parts);
    }

    @Override
    public boolean kill(String name) {
        return watchedPart(name, Watched::kill) || killWorker(name);
    }

    @Override
    public boolean restart(String name) {
        return watchedPart(name, Watched::restart) || killWorker(name); // its function starts another one
    }

    /** The processes of all parts and workers that there are now, by name; quick, because nobody is asked how he is. */
    public Map<String, ProcessHandle> processes() {
        var processes = new TreeMap<String, ProcessHandle>();
        for (var one : watched) {
            one.part().pid().ifPresent(pid -> note(processes, one.part().name(), pid));
        }
        var made = plan;
        if (made != null) {
            for (var worker : made.workers().path("workers")) {
                note(processes, worker.path("name").asText(), worker.path("pid").asLong());
            }
        }
        return processes;
    }

    private static void note(Map<String, ProcessHandle> processes, String name, long pid) {
        ProcessHandle.of(pid).ifPresent(process -> processes.put(name, process));
    }

    /** Ends a part for good, in good order. */
    public void stop(String part) {
        watchedPart(part, Watched::stop);
    }

    /** How often each function was invoked since it started. */
    public Map<String, Long> invocations() {
        var invocations = new TreeMap<String, Long>();
        var made = plan;
        if (made != null) {
            made.workers()
                    .path("invocations")
                    .properties()
                    .forEach(function -> invocations.put(
                            function.getKey(), function.getValue().asLong()));
        }
        return invocations;
    }

    /** The simulated account with the token that signs. */
    public Map.Entry<String, String> twilioAccount() {
        var account = Credentials.of(home).twilioTokens().entrySet().iterator().next();
        return Map.entry(account.getKey(), account.getValue().getFirst());
    }

    /** Hands an order to {@code rabbitmqctl}. */
    public void tellBroker(String... order) {
        if (broker != null) {
            broker.tell(order);
        }
    }

    /** Whether idle workers stand still between two invocations, as AWS lets them; at first they do not. */
    public void freezeIdleWorkers(boolean frozen) {
        if (plan != null) {
            plan.freezeIdleWorkers(frozen);
        }
    }

    /** What commands of other processes are told, too. */
    public RunningStack running() {
        return RunningStack.in(home).orElseThrow();
    }

    /** Stops everything: what brings work first, what keeps state last. */
    @Override
    public void close() {
        closing = true;
        threads.shutdownNow();
        if (control != null) {
            control.close();
        }
        var reversed = List.copyOf(watched).reversed();
        var ends = new ArrayList<CompletableFuture<Void>>();
        try (var stopping = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : reversed.stream()
                    .filter(w -> w.part() instanceof ProcessPart)
                    .toList()) {
                ends.add(CompletableFuture.runAsync(one::stop, stopping));
            }
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
            for (var one : reversed.stream()
                    .filter(w -> w.part() instanceof EnginePart)
                    .toList()) {
                ends.add(CompletableFuture.runAsync(one::stop, stopping));
            }
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
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

    private CompletableFuture<Void> engine(String name, Engine engine, IntSupplier port) {
        return CompletableFuture.runAsync(
                () -> {
                    var since = System.nanoTime();
                    watched.add(new Watched(new EnginePart(name, engine, port)));
                    engine.start();
                    progress.ready(engine.name(), since);
                },
                threads);
    }

    private CompletableFuture<Void> emulators(AwsEmulators aws) {
        return CompletableFuture.runAsync(
                () -> {
                    var since = System.nanoTime();
                    aws.start();
                    for (var emulator : aws.parts()) {
                        watched.add(new Watched(
                                new EnginePart(shortName(emulator), emulator, () -> portOf(aws, emulator))));
                    }
                    progress.ready("DynamoDB, S3, SQS, Secrets Manager", since);
                },
                threads);
    }

    private static String shortName(Engine emulator) {
        var name = emulator.name().toLowerCase(Locale.ROOT);
        return name.substring(0, (name + " ").indexOf(' '));
    }

    private static int portOf(AwsEmulators aws, Engine emulator) {
        return switch (shortName(emulator)) {
            case "dynamodb" -> aws.dynamoDb().getPort();
            case "s3" -> aws.s3().getPort();
            case "sqs" -> aws.sqs().getPort();
            default -> aws.secretsManager().getPort();
        };
    }

    /** What CloudFormation makes on AWS. What is there stays as it is. */
    private static void provide(AwsEmulators aws, RabbitMq rabbit, Credentials credentials) {
        aws.createMessageTable(Plan.TABLE);
        aws.createPhotoBucket(Plan.BUCKET);
        aws.putSecret(Plan.TWILIO_SECRET, credentials.twilioJson());
        aws.putSecret(Plan.BROKER_SECRET, json(Map.of("username", rabbit.username(), "password", rabbit.password())));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private CompletableFuture<Void> service(String what, ProcessPart part) {
        var since = System.nanoTime();
        watched.add(new Watched(part));
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
        new DemoData(home, made.billingPort, credentials.adminKey()).plant();
        progress.ready("demo utilities, customers and meters", since);
    }

    private void note(Plan made, Credentials credentials) {
        var stack = new RunningStack(made.controlPort, credentials.controlToken(), credentials.adminKey(), made.urls());
        home.writePrivate(LocalStores.FILE, json(made.stores()));
        home.writePrivate(RunningStack.FILE, json(stack));
    }

    private void watch() {
        try {
            while (!closing) {
                watched.forEach(Watched::look);
                TimeUnit.NANOSECONDS.sleep(WATCH_PAUSE.toNanos());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt(); // the system is going down, and nothing is left to watch
        }
    }

    private boolean watchedPart(String name, Consumer<Watched> order) {
        var found =
                watched.stream().filter(one -> one.part().name().equals(name)).findFirst();
        found.ifPresent(order);
        return found.isPresent();
    }

    private boolean killWorker(String name) {
        var made = plan;
        if (made == null) {
            return false;
        }
        for (var worker : made.workers().path("workers")) {
            if (worker.path("name").asText().equals(name)) {
                return ProcessHandle.of(worker.path("pid").asLong())
                        .map(ProcessHandle::destroyForcibly)
                        .orElse(false);
            }
        }
        return false;
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
